namespace Dicom.Storage.Core;

/// <summary>What a column holds; each server has its own type for it.</summary>
public enum ColumnKind
{
    /// <summary>Text, compared by its characters with regard to case (binary collation).</summary>
    Text = 0,

    /// <summary>A 32 bit number.</summary>
    Int32,

    /// <summary>A 64 bit number.</summary>
    Int64,

    /// <summary>A double precision number.</summary>
    Double,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A time of day to the microsecond.</summary>
    Time,

    /// <summary>A moment, UTC, to the microsecond.</summary>
    Timestamp,
}
