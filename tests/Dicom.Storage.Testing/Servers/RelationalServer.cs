namespace Dicom.Storage.Testing;

/// <summary>A server that speaks SQL.</summary>
public abstract class RelationalServer : DatabaseServer
{
    /// <inheritdoc cref="DatabaseServer(string, string?)"/>
    protected RelationalServer(string prefix)
        : base(prefix)
    {
    }

    /// <summary>Gets a connection string to the database that every such server has, from which others are made.</summary>
    public string Administration => ConnectionString(AdministrationDatabase);

    /// <summary>Gets the name of the database that every such server has.</summary>
    protected abstract string AdministrationDatabase { get; }

    /// <summary>Gets a connection string to a database of the server.</summary>
    /// <param name="database">Its name.</param>
    /// <param name="port">The port of a proxy before the server; the server's own where null.</param>
    public abstract string ConnectionString(string database, int? port = null);
}
