using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>Rows with days and times as text and moments as numbers.</summary>
internal sealed class SqliteRowReader(SqliteDataReader reader) : DbRowReader(reader)
{
    public override DateOnly? Date() => Text() is { } text ? SqliteTimes.ReadDate(text) : null;

    public override TimeOnly? Time() => Text() is { } text ? SqliteTimes.ReadTime(text) : null;

    public override DateTimeOffset Timestamp() => SqliteTimes.ReadMoment(Int64() ?? throw new FormatException("A moment is missing."));
}
