using Dicom.Storage.Core;
using Dicom.Storage.Relational;
using MySqlConnector;

namespace Dicom.Storage.MySql;

/// <summary>Rows with moments as UTC without an offset.</summary>
internal sealed class MySqlRowReader(MySqlDataReader reader) : DbRowReader(reader)
{
    public override DateTimeOffset Timestamp() => new(DateTime.SpecifyKind(reader.GetDateTime(Next()), DateTimeKind.Utc));
}
