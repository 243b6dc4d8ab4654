using Dicom.Storage.Core;

namespace Dicom.Storage.Gateway;

/// <summary>The database by configuration: section <c>DicomStorage:Database</c> with <c>Provider</c> and <c>ConnectionString</c>. Further options are in each provider's own section.</summary>
internal static class DatabaseChoice
{
    public static IDicomStorageBuilder UseDatabase(this IDicomStorageBuilder builder, IConfiguration section)
    {
        string provider = section["Provider"] ?? "Sqlite";
        string? connection = section["ConnectionString"];
        return provider.ToUpperInvariant() switch
        {
            "SQLITE" => builder.UseSqlite(options => options.ConnectionString = connection ?? options.ConnectionString),
            "POSTGRESQL" => builder.UsePostgreSql(options => options.ConnectionString = connection ?? options.ConnectionString),
            "MYSQL" => builder.UseMySql(options => options.ConnectionString = connection ?? options.ConnectionString),
            "MONGODB" => builder.UseMongoDb(options => options.ConnectionString = connection ?? options.ConnectionString),
            _ => throw new InvalidOperationException($"DicomStorage:Database:Provider is '{provider}'; Sqlite, PostgreSql, MySql and MongoDb are known."),
        };
    }
}
