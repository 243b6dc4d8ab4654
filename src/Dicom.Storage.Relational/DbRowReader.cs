using System.Data.Common;
using System.Globalization;
using Dicom.Storage.Core;

namespace Dicom.Storage.Relational;

/// <summary>Rows of a driver's reader, read from left to right. Adapters override what their driver reads in another type.</summary>
public class DbRowReader(DbDataReader reader) : IRowReader
{
    private int _ordinal;

    /// <summary>Starts the next row.</summary>
    public void StartRow() => _ordinal = 0;

    /// <inheritdoc/>
    public string? Text() => Next() is var i && reader.IsDBNull(i) ? null : reader.GetString(i);

    /// <inheritdoc/>
    public int? Int32() => Next() is var i && reader.IsDBNull(i) ? null : checked((int)Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public long? Int64() => Next() is var i && reader.IsDBNull(i) ? null : Convert.ToInt64(reader.GetValue(i), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public double? Double() => Next() is var i && reader.IsDBNull(i) ? null : reader.GetDouble(i);

    /// <inheritdoc/>
    public virtual DateOnly? Date() => Next() is var i && reader.IsDBNull(i) ? null : reader.GetFieldValue<DateOnly>(i);

    /// <inheritdoc/>
    public virtual TimeOnly? Time() => Next() is var i && reader.IsDBNull(i) ? null : reader.GetFieldValue<TimeOnly>(i);

    /// <inheritdoc/>
    public virtual DateTimeOffset Timestamp() => reader.GetFieldValue<DateTimeOffset>(Next());

    /// <summary>Gets the number of the next column.</summary>
    protected int Next() => _ordinal++;
}
