namespace Dicom.Storage.Core;

/// <summary>Takes the values of one row in the order of the table's columns. Text and times come as <see cref="StoredText"/> wants them.</summary>
public interface IRowWriter
{
    /// <summary>Takes a <see cref="ColumnKind.Text"/>.</summary>
    void Text(string? value);

    /// <summary>Takes a <see cref="ColumnKind.Int32"/>.</summary>
    void Int32(int? value);

    /// <summary>Takes a <see cref="ColumnKind.Int64"/>.</summary>
    void Int64(long? value);

    /// <summary>Takes a <see cref="ColumnKind.Double"/>; always finite.</summary>
    void Double(double? value);

    /// <summary>Takes a <see cref="ColumnKind.Date"/>.</summary>
    void Date(DateOnly? value);

    /// <summary>Takes a <see cref="ColumnKind.Time"/>.</summary>
    void Time(TimeOnly? value);

    /// <summary>Takes a <see cref="ColumnKind.Timestamp"/>.</summary>
    void Timestamp(DateTimeOffset value);
}
