namespace Dicom.Storage.Core;

/// <summary>Gives the values of one row in the order in which the columns were selected. A value of another type is <see cref="InvalidCastException"/> or <see cref="FormatException"/>.</summary>
public interface IRowReader
{
    /// <summary>Gives a <see cref="ColumnKind.Text"/>.</summary>
    string? Text();

    /// <summary>Gives a <see cref="ColumnKind.Int32"/>.</summary>
    int? Int32();

    /// <summary>Gives a <see cref="ColumnKind.Int64"/>.</summary>
    long? Int64();

    /// <summary>Gives a <see cref="ColumnKind.Double"/>.</summary>
    double? Double();

    /// <summary>Gives a <see cref="ColumnKind.Date"/>.</summary>
    DateOnly? Date();

    /// <summary>Gives a <see cref="ColumnKind.Time"/>.</summary>
    TimeOnly? Time();

    /// <summary>Gives a <see cref="ColumnKind.Timestamp"/>.</summary>
    DateTimeOffset Timestamp();
}
