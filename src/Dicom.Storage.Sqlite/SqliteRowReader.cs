using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using Microsoft.Data.Sqlite;

namespace Dicom.Storage.Sqlite;

/// <summary>Rows with days and times as text and moments as numbers.</summary>
internal sealed class SqliteRowReader(SqliteDataReader reader) : DbRowReader(reader)
{
    public override DateOnly? Date() => Text() is { } text ? StoredTimes.ReadDate(text) : null;

    public override TimeOnly? Time() => Text() is { } text ? StoredTimes.ReadTime(text) : null;

    public override DateTimeOffset Timestamp() => StoredTimes.ReadMoment(Int64() ?? throw new FormatException("A moment is missing."));
}
