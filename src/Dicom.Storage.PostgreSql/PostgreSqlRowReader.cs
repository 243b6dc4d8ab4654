using Dicom.Storage.Relational;
using Npgsql;

namespace Dicom.Storage.PostgreSql;

/// <summary>Rows with days, times and moments as the server's numbers.</summary>
internal sealed class PostgreSqlRowReader(NpgsqlDataReader reader) : DbRowReader(reader)
{
    public override DateOnly? Date() => Next() is var i && reader.IsDBNull(i) ? null : PostgreSqlTimes.ReadDate(reader.GetFieldValue<int>(i));

    public override TimeOnly? Time() => Next() is var i && reader.IsDBNull(i) ? null : PostgreSqlTimes.ReadTime(reader.GetFieldValue<long>(i));

    public override DateTimeOffset Timestamp() => PostgreSqlTimes.ReadMoment(reader.GetFieldValue<long>(Next()));
}
