namespace Dicom.Storage.Testing;

/// <summary>Where a <see cref="TcpProxy"/> cuts a connection.</summary>
public enum ProxyCut
{
    /// <summary>The message does not reach the server.</summary>
    BeforeMessage = 0,

    /// <summary>The message reaches the server, its answer does not reach the client: the connection is cut once the server has answered.</summary>
    BeforeAnswer,

    /// <summary>The message reaches the server, and the connection is cut at once, while the server works.</summary>
    AfterMessage,
}
