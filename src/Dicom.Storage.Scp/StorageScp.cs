using System.Globalization;
using System.Net;
using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Microsoft.Extensions.Logging;

namespace Dicom.Storage.Scp;

/// <summary>
/// A C-STORE server (PS3.4 B, provider): receives objects into the spool of a storage and acknowledges each when the level of
/// <see cref="StorageScpOptions.AckLevel"/> is reached. Answers C-ECHO as well.
/// </summary>
public sealed class StorageScp : IAsyncDisposable
{
    private readonly DicomListener _listener;
    private readonly StoreService _store;
    private readonly ILogger _logger;

    /// <summary>Makes a server on a storage; the storage is started by its owner.</summary>
    /// <exception cref="ArgumentException">An option is malformed; the message names it.</exception>
    /// <param name="codecs">What can be decoded, for <see cref="StorageScpOptions.RefuseUndecodable"/>; all codecs of Dicom.Storage.Codecs when null.</param>
    public StorageScp(StorageEngine engine, StorageScpOptions options, TimeProvider time, ILoggerFactory loggers, ITenantResolver? tenants = null, CodecRegistry? codecs = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        Options = options;
        Engine = engine;
        _logger = loggers.CreateLogger<StorageScp>();
        DicomTag? tenantElement = ParseTag(options.TenantElement);
        tenants ??= new CommandTenantResolver(tenantElement, ParseTenant(options.FallbackTenant));
        _store = new StoreService(engine, options, tenants, time, _logger);

        DicomListenerOptions listener = new()
        {
            Address = ParseAddress(options.Address),
            Port = options.Port,
            Limits = options.Limits,
            Profile = Profile(options, codecs ?? CodecRegistry.Default),
            Policy = Policy(options),
            TimeProvider = time,
            Logger = loggers.CreateLogger<DicomListener>(),
        };
        listener.Services.Add(_store);
        if (tenantElement is { } element)
            listener.ToleratedCommandElements.Add(element);
        _listener = new DicomListener(listener);
    }

    /// <summary>Gets the options it was made with.</summary>
    public StorageScpOptions Options { get; }

    /// <summary>Gets the storage it receives for.</summary>
    public StorageEngine Engine { get; }

    /// <summary>Gets where it listens; null before <see cref="StartAsync"/>.</summary>
    public IPEndPoint? EndPoint => _listener.LocalEndPoint;

    /// <summary>Gets the number of open associations.</summary>
    public int OpenAssociations => _listener.OpenAssociations;

    /// <summary>Gets what it has stored and refused since its start.</summary>
    public StoreStatistics Statistics => _store.Statistics;

    /// <summary>Begins to compose a server that needs no host and no container.</summary>
    public static StorageScpBuilder CreateBuilder() => new();

    /// <summary>Opens the port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use or not allowed.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _listener.Start();
        ScpLog.Listening(_logger, Options.AeTitle, _listener.LocalEndPoint!.ToString(), Options.AckLevel);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Stops: no new associations, running operations are finished and answered until <see cref="StorageScpOptions.DrainTimeout"/>, the
    /// rest is aborted. An aborted object was not acknowledged and leaves nothing.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ScpLog.Stopping(_logger, (long)Options.DrainTimeout.TotalMilliseconds);
        await _listener.StopAsync(Options.DrainTimeout, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops at once if it has not been stopped.</summary>
    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static NegotiationProfile Profile(StorageScpOptions options, CodecRegistry codecs)
    {
        NegotiationProfile profile = new()
        {
            MaxPduLength = (uint)options.MaxPduLength,
            AcceptUnknownAbstractSyntaxes = options.AcceptUnknownSopClasses,
        };
        if (!options.RefuseUndecodable)
            return profile;

        Transcoder transcoder = new(new TranscoderOptions { Codecs = codecs });
        profile.TransferSyntaxes = [.. profile.TransferSyntaxes.Where(uid => DicomTransferSyntax.TryGet(uid, out DicomTransferSyntax? syntax) && transcoder.CanDecode(syntax))];
        return profile;
    }

    private static AeTitlePolicy Policy(StorageScpOptions options)
    {
        AeTitle own = ParseTitle(options.AeTitle, nameof(StorageScpOptions.AeTitle));
        return new AeTitlePolicy
        {
            CalledAeTitles = options.RequireCalledAe ? new HashSet<AeTitle> { own } : [],
            CallingAeTitles = options.CallingAeTitles.Select(title => ParseTitle(title, nameof(StorageScpOptions.CallingAeTitles))).ToHashSet(),
        };
    }

    private static AeTitle ParseTitle(string text, string option) =>
        AeTitle.TryParse(text, out AeTitle title)
            ? title
            : throw new ArgumentException($"DicomStorage:Scp:{option} '{text}' is no AE title: 1 to 16 printable ASCII characters without backslash.");

    private static IPAddress ParseAddress(string text) =>
        IPAddress.TryParse(text, out IPAddress? address)
            ? address
            : throw new ArgumentException($"DicomStorage:Scp:Address '{text}' is no IP address; '::' is every address, '127.0.0.1' this machine only.");

    private static DicomTag? ParseTag(string text)
    {
        if (text.Length == 0)
            return null;
        return text.Length == 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint tag)
            ? new DicomTag(tag)
            : throw new ArgumentException($"DicomStorage:Scp:TenantElement '{text}' is no tag: eight hexadecimal digits, such as 12111217.");
    }

    private static TenantId? ParseTenant(string text)
    {
        if (text.Length == 0)
            return null;
        return TenantId.TryParse(text, out TenantId tenant)
            ? tenant
            : throw new ArgumentException($"DicomStorage:Scp:FallbackTenant '{text}' is no tenant: 1 to 64 letters, digits, '.', '_' and '-'.");
    }
}
