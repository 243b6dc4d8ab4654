using System.Net;
using System.Net.Sockets;
using MongoDB.Bson;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>
/// Stands between the driver and a server, command by command. What derives from it answers itself, changes what passes, or cuts
/// the connection: before the server hears of a command, or after it has carried it out.
/// </summary>
internal class WireProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;

    public WireProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public virtual string ConnectionString => $"mongodb://127.0.0.1:{Port}/?directConnection=true";

    /// <summary>Gets or sets what is asked of each command: where its connection is to be cut.</summary>
    public Func<BsonDocument, Cut> OnCommand { get; set; } = static _ => Cut.None;

    /// <summary>Gets the commands that have passed, hellos apart.</summary>
    public List<BsonDocument> Commands { get; } = [];

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await EndAsync();
        _stop.Dispose();
    }

    /// <summary>Answers a command: by itself, or with what the server answers.</summary>
    protected virtual Task<BsonDocument> AnswerAsync(BsonDocument command, Func<BsonDocument, Task<BsonDocument>> server) => server(command);

    protected virtual Task EndAsync() => Task.CompletedTask;

    protected static bool IsHello(BsonDocument command) => command.GetElement(0).Name is "hello" or "isMaster" or "ismaster";

    /// <summary>Makes of a server's hello that of the primary of a replica set.</summary>
    protected BsonDocument AsPrimary(BsonDocument hello)
    {
        string self = $"127.0.0.1:{Port}";
        return hello.Merge(
            new BsonDocument
            {
                { "setName", "rs0" }, { "setVersion", 1 }, { "hosts", new BsonArray { self } }, { "primary", self }, { "me", self },
                { "secondary", false }, { "isWritablePrimary", true }, { "ismaster", true },
            },
            overwriteExistingElements: true);
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient accepted)
    {
        using TcpClient client = accepted;
        using TcpClient server = new();
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            while (await WireMessage.ReadAsync(client.GetStream(), _stop.Token) is { } command && await ExchangeAsync(command))
            {
            }
        }
        catch (Exception cut) when (cut is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has gone.
        }

        async Task<bool> ExchangeAsync(WireMessage command)
        {
            WireMessage? answer = null;
            Cut cut = Note(command.Document);
            if (cut == Cut.BeforeCommand)
                return false;
            BsonDocument document = await AnswerAsync(command.Document, ForwardAsync);
            if (cut == Cut.BeforeAnswer)
                return false;
            answer ??= command.Answer(document);
            answer.Document = document;
            await answer.WriteAsync(client.GetStream(), _stop.Token);
            return true;

            async Task<BsonDocument> ForwardAsync(BsonDocument changed)
            {
                command.Document = changed;
                await command.WriteAsync(server.GetStream(), _stop.Token);
                answer = await WireMessage.ReadAsync(server.GetStream(), _stop.Token) ?? throw new IOException("The server has closed the connection.");
                return answer.Document;
            }
        }
    }

    private Cut Note(BsonDocument command)
    {
        if (IsHello(command))
            return Cut.None;
        lock (Commands)
        {
            Commands.Add(command.DeepClone().AsBsonDocument);
            return OnCommand(command);
        }
    }
}
