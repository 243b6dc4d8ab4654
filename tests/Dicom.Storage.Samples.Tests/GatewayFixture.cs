using System.Globalization;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Samples.Tests;

/// <summary>A folder of its own in which the Gateway runs, with its data and some files to send.</summary>
internal sealed class GatewayFixture : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Folder => _directory.FullPath;

    /// <summary>Gets the objects of the store.</summary>
    public string[] Stored => Directory.GetFiles(_directory["data/objects"], "*.dcm*", SearchOption.AllDirectories);

    /// <summary>Gets everything that is in the store or waits in the spool.</summary>
    public string[] Kept => [.. Stored, .. Directory.GetFiles(_directory["data/spool/ready"], "*.dcm", SearchOption.AllDirectories)];

    /// <summary>Gets what waits in the spool.</summary>
    public string[] Waiting => Directory.GetFiles(_directory["data/spool/ready"], "*.dcm", SearchOption.AllDirectories);

    public string this[string name] => _directory[name];

    /// <summary>Completes when the spool is worked off.</summary>
    public Task DrainedAsync() => Eventually.IsTrueAsync(() => Waiting.Length == 0);

    /// <summary>Starts it on free ports of loopback.</summary>
    public SampleProcess Start(params string[] arguments) => Start(arguments, []);

    public SampleProcess Start(string[] arguments, params (string Name, string Value)[] environment) => SampleProcess.Start(
        SampleProcess.PathOf("Gateway"),
        Folder,
        ["--Urls=http://127.0.0.1:0", "--DicomStorage:Scp:Port=0", "--DicomStorage:Scp:Address=127.0.0.1", "--DicomStorage:Spool:MinFreeBytes=0", .. arguments],
        environment);

    /// <summary>Runs the Send sample against a port.</summary>
    public Task<(int Status, string Output)> SendAsync(int port, params string[] arguments) => SampleProcess.RunAsync(
        SampleProcess.PathOf("Send"), Folder, [.. arguments, "--port", port.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Writes Part 10 files with synthetic objects into a folder.</summary>
    public string WriteFiles(int count)
    {
        string folder = _directory["files"];
        Directory.CreateDirectory(folder);
        for (int i = 1; i <= count; i++)
        {
            SyntheticObject item = SyntheticObject.Create(i, 1, 2_000);
            System.Buffers.ArrayBufferWriter<byte> head = new();
            Part10Writer.WriteHeader(head, new DicomFileMeta
            {
                MediaStorageSopClassUid = DicomUid.Parse(SyntheticObject.SopClass),
                MediaStorageSopInstanceUid = DicomUid.Parse(item.SopUid),
                TransferSyntaxUid = DicomUid.Parse(SyntheticObject.TransferSyntax),
            });
            File.WriteAllBytes(Path.Combine(folder, $"{i}.dcm"), [.. head.WrittenSpan, .. item.DataSet]);
        }

        return folder;
    }

    /// <summary>Sends one object after the other until the server is gone, and gets the UIDs that were acknowledged.</summary>
    public static async Task<List<string>> SendUntilGoneAsync(int port, Action<int> onStored)
    {
        List<string> acknowledged = [];
        DicomUid sopClass = DicomUid.Parse(SyntheticObject.SopClass), syntax = DicomUid.Parse(SyntheticObject.TransferSyntax);
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("SENDER"), CalledAe = AeTitle.Parse("STORE-SCP") };
        options.AddContext(sopClass, syntax);
        try
        {
            await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", port, options);
            for (int i = 1; i < 100_000; i++)
            {
                SyntheticObject item = SyntheticObject.Create(i, (i % 3) + 1, 20_000);
                using DicomStoreSource source = DicomStoreSource.FromMemory(item.DataSet, sopClass, DicomUid.Parse(item.SopUid), syntax);
                if (!(await association.StoreAsync(source)).Status.IsStored)
                    break;
                acknowledged.Add(item.SopUid);
                onStored(acknowledged.Count);
            }
        }
        catch (Exception exception) when (exception is IOException or DicomProtocolException or OperationCanceledException or InvalidOperationException)
        {
            // The server stopped: what was not answered is not acknowledged.
        }

        return acknowledged;
    }

    public void Dispose() => _directory.Dispose();
}
