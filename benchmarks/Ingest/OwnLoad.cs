using System.Diagnostics;
using System.Net.Sockets;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;

namespace Dicom.Storage.Ingest;

/// <summary>Load from our own client: associations at once, each with one operation outstanding.</summary>
internal static class OwnLoad
{
    private const string Host = "127.0.0.1";
    private const int FramesOfOneGigabyte = 2048;

    private static readonly AeTitle s_calling = AeTitle.Parse("BENCH");
    private static readonly AeTitle s_called = AeTitle.Parse("STORE-SCP");

    public static async Task<bool> EchoAsync(int port, CancellationToken cancellationToken)
    {
        DicomAssociationOptions options = new() { CallingAe = s_calling, CalledAe = s_called };
        options.AddVerification();
        try
        {
            await using DicomAssociation association = await DicomClient.ConnectAsync(Host, port, options, cancellationToken);
            DimseResponse response = await association.EchoAsync(cancellationToken);
            await association.ReleaseAsync(cancellationToken);
            return response.Status == DimseStatus.Success;
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or DicomProtocolException)
        {
            return false;
        }
    }

    /// <summary>CT images of one frame; each association is a study of its own.</summary>
    public static Task<LoadResult> RunAsync(int port, int associations, int instances, long salt, CancellationToken cancellationToken) =>
        RunAsync(port, [.. Enumerable.Range(0, associations).Select(series =>
            Enumerable.Range(0, instances).Where(number => number % associations == series).Select(number => SyntheticImage.Make(salt, series, number)))], cancellationToken);

    /// <summary>One object of 1 GB on each association.</summary>
    public static Task<LoadResult> RunLargeAsync(int port, int associations, long salt, CancellationToken cancellationToken) =>
        RunAsync(port, [.. Enumerable.Range(0, associations).Select(series =>
            Enumerable.Repeat(SyntheticImage.Make(salt, series, number: 1, FramesOfOneGigabyte), 1))], cancellationToken);

    private static async Task<LoadResult> RunAsync(int port, IReadOnlyList<IEnumerable<SyntheticImage>> shares, CancellationToken cancellationToken)
    {
        Stopwatch clock = Stopwatch.StartNew();
        Share[] done = await Task.WhenAll(shares.Select(share => Task.Run(() => SendAsync(port, share, cancellationToken), cancellationToken)));
        return LoadResult.Of([.. done.SelectMany(share => share.LatenciesMs)], done.Sum(share => share.Failed), done.Sum(share => share.Bytes), clock.Elapsed.TotalSeconds);
    }

    // An association that breaks is one failure; its share ends there.
    private static async Task<Share> SendAsync(int port, IEnumerable<SyntheticImage> images, CancellationToken cancellationToken)
    {
        Share share = new();
        try
        {
            await SendAsync(share, port, images, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or DicomProtocolException)
        {
            share.AddFailure();
        }

        return share;
    }

    private static async Task SendAsync(Share share, int port, IEnumerable<SyntheticImage> images, CancellationToken cancellationToken)
    {
        DicomAssociation? association = null;
        try
        {
            foreach (SyntheticImage image in images)
            {
                association ??= await OpenAsync(port, image.SopClass, cancellationToken);
                long start = Stopwatch.GetTimestamp();
                await using SyntheticStream stream = new(image);
                using DicomStoreSource source = DicomStoreSource.FromStream(stream, image.SopClass, image.SopInstance, DicomTransferSyntax.ExplicitVRLittleEndian.Uid);
                DimseResponse response = await association.StoreAsync(source, cancellationToken);
                share.Add(response.Status, Stopwatch.GetElapsedTime(start), image.Length);
            }

            if (association is not null)
                await association.ReleaseAsync(cancellationToken);
        }
        finally
        {
            if (association is not null)
                await association.DisposeAsync();
        }
    }

    private static Task<DicomAssociation> OpenAsync(int port, DicomUid sopClass, CancellationToken cancellationToken)
    {
        // A server that takes one association at a time lets the others wait for their turn.
        TimeSpan patience = TimeSpan.FromMinutes(10);
        DicomAssociationOptions options = new()
        {
            CallingAe = s_calling,
            CalledAe = s_called,
            AssociationTimeout = patience,
            ResponseTimeout = patience,
            SendTimeout = patience,
        };
        options.AddContext(sopClass, DicomTransferSyntax.ExplicitVRLittleEndian.Uid);
        return DicomClient.ConnectAsync(Host, port, options, cancellationToken);
    }

    private sealed class Share
    {
        public List<double> LatenciesMs { get; } = [];

        public int Failed { get; private set; }

        public long Bytes { get; private set; }

        public void Add(DimseStatus status, TimeSpan elapsed, long bytes)
        {
            if (!status.IsStored)
            {
                AddFailure();
                return;
            }

            LatenciesMs.Add(elapsed.TotalMilliseconds);
            Bytes += bytes;
        }

        public void AddFailure() => Failed++;
    }
}
