using Dicom.Storage.Relational;

namespace Dicom.Storage.PostgreSql;

/// <summary>Which PostgreSQL server keeps the index, and the limits of talking to it.</summary>
public sealed class PostgreSqlDicomStorageOptions : ServerDbOptions
{
    /// <summary>
    /// Gets or sets the time zone of the moments in a database of dicom-server-rs that is taken over, which stored local time
    /// without saying which: a name of the server's <c>pg_timezone_names</c>. <c>UTC</c> by default. Looked at once, when the schema is made.
    /// </summary>
    public string AdoptedTimeZone
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "UTC";
}
