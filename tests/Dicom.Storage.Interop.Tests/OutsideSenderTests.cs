using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Interop.Tests;

/// <summary>Senders of others: what arrives is what they send.</summary>
public sealed class OutsideSenderTests
{
    // DCMTK re-encodes what it sends (lengths of sequences, padding); its -R and -x options keep it in the file's transfer
    // syntax, and comparing what DCMTK itself makes of both files takes the rest out.
    private static readonly string[] s_dump = ["+L", "-q", "+uc", "--print-all"];

    [Fact]
    public async Task Echoscu_is_answered()
    {
        await using TestServer server = await TestServer.StartAsync();

        (int status, string output) = Command.Run(OutsidePeer.Dcmtk("echoscu"), "-v", "127.0.0.1", server.Port);

        Assert.True(status == 0, output);
        Assert.Contains("Success", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_file_that_storescu_can_send_is_stored()
    {
        string storescu = OutsidePeer.Dcmtk("storescu");
        await using TestServer server = await TestServer.StartAsync();
        List<string> wrong = [];
        foreach (CorpusFile file in Corpus.Storable().Where(file => file.DcmtkStoresIt).DistinctBy(file => file.Instance))
        {
            (int status, string output) = Command.Run(storescu, ["-R", .. TransferSyntaxOption(file), "127.0.0.1", server.Port, file.Path]);
            if (status != 0)
                wrong.Add($"{file.Name}: {output}");
            else if (server.FileOf(file.Instance.Value) is not { } stored)
                wrong.Add($"{file.Name} is not in the store");
            else if (SameElements(stored, file.Path) is { } difference)
                wrong.Add($"{file.Name}: {difference}");
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [Fact]
    public async Task Dcmsend_sends_many_files_over_one_association()
    {
        string dcmsend = OutsidePeer.Dcmtk("dcmsend");
        await using TestServer server = await TestServer.StartAsync();
        CorpusFile[] files = [.. Corpus.Storable().Where(file => file.DcmtkStoresIt && file.MetaAgrees).DistinctBy(file => file.Instance).Take(80)];

        (int status, string output) = Command.Run(dcmsend, ["-q", "--decompress-never", "127.0.0.1", server.Port, .. files.Select(file => file.Path)]);

        Assert.True(status == 0, output);
        Assert.Empty(files.Where(file => server.FileOf(file.Instance.Value) is null).Select(file => file.Name));
    }

    [Fact]
    public async Task Dicom_rs_sends_files_in_their_own_transfer_syntax()
    {
        string sender = OutsidePeer.DicomRsSender();
        await using TestServer server = await TestServer.StartAsync();
        List<string> wrong = [];
        int sent = 0;
        foreach (CorpusFile file in Corpus.Storable().Where(file => file.MetaAgrees).DistinctBy(file => (file.TransferSyntax, file.SopClass)).DistinctBy(file => file.Instance))
        {
            (int status, string output) = Command.Run(sender, "--never-transcode", $"127.0.0.1:{server.Port}", file.Path);
            if (output.Contains("Could not open file", StringComparison.Ordinal) || output.Contains("no presentation contexts accepted", StringComparison.Ordinal))
                continue; // it cannot read the file, or does not know the SOP class: nothing was sent

            sent++;
            // It encodes anew what it has read: that it is here, complete and readable by a third program is what can be asked.
            bool stored = server.FileOf(file.Instance.Value) is { } path && Command.Run(OutsidePeer.Dcmtk("dcmdump"), "-q", path).Status == 0;
            if (status != 0 || !stored)
                wrong.Add($"{file.Name}: status {status}, stored {stored}: {output}");
        }

        Assert.True(sent >= 30, $"only {sent} files were sent");

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong.Take(20)));
    }

    [Fact]
    public async Task Pynetdicom_sends_files_in_their_own_transfer_syntax_byte_for_byte()
    {
        string python = OutsidePeer.PythonWithPynetdicom();
        await using TestServer server = await TestServer.StartAsync();
        CorpusFile[] files = [.. Corpus.Storable().Where(file => file.MetaAgrees).DistinctBy(file => (file.TransferSyntax, file.SopClass)).DistinctBy(file => file.Instance).Take(60)];
        string list = Path.GetTempFileName();
        File.WriteAllLines(list, files.Select(file => file.Path));

        (int status, string output) = Command.Run(python, "-c", PynetdicomSender, server.Port, list);
        File.Delete(list);

        Assert.True(status == 0, output);
        List<string> wrong = [];
        foreach (CorpusFile file in files)
        {
            if (server.FileOf(file.Instance.Value) is not { } stored || !Corpus.DataSetOf(stored).SequenceEqual(file.DataSet))
                wrong.Add(file.Name);
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong) + output);
    }

    // STORE_SEND_CHUNKED_DATASET sends the data set's bytes of a file as they are.
    private const string PynetdicomSender = """
        import sys
        from pynetdicom import AE, _config
        from pydicom import dcmread
        _config.STORE_SEND_CHUNKED_DATASET = True
        bad = 0
        for path in open(sys.argv[2]).read().splitlines():
            ds = dcmread(path, stop_before_pixels=True, force=True)
            ae = AE('PYNETDICOM')
            ae.add_requested_context(ds.SOPClassUID, ds.file_meta.TransferSyntaxUID)
            assoc = ae.associate('127.0.0.1', int(sys.argv[1]), ae_title='STORE-SCP')
            status = assoc.send_c_store(path) if assoc.is_established else None
            if not status or status.Status != 0:
                bad += 1
                print(path, status)
            assoc.release()
        sys.exit(1 if bad else 0)
        """;

    private static string[] TransferSyntaxOption(CorpusFile file) => file.TransferSyntax.Value switch
    {
        "1.2.840.10008.1.2" => ["-xi"],
        "1.2.840.10008.1.2.1" => ["-xe"],
        "1.2.840.10008.1.2.2" => ["-xb"],
        "1.2.840.10008.1.2.1.99" => ["-xd"],
        "1.2.840.10008.1.2.5" => ["-xr"],
        "1.2.840.10008.1.2.4.50" => ["-xy"],
        "1.2.840.10008.1.2.4.51" => ["-xx"],
        "1.2.840.10008.1.2.4.70" => ["-xs"],
        "1.2.840.10008.1.2.4.80" => ["-xt"],
        "1.2.840.10008.1.2.4.81" => ["-xu"],
        "1.2.840.10008.1.2.4.90" => ["-xv"],
        "1.2.840.10008.1.2.4.91" => ["-xw"],
        "1.2.840.10008.1.2.4.100" => ["-xm"],
        "1.2.840.10008.1.2.4.102" => ["-xn"],
        _ => [],
    };

    // Null when dcmdump reads the same elements out of both files, lengths and comments aside.
    private static string? SameElements(string stored, string sent)
    {
        string[] left = Dump(stored);
        string[] right = Dump(sent);
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string a = i < left.Length ? left[i] : "(end)";
            string b = i < right.Length ? right[i] : "(end)";
            if (a != b)
                return $"stored '{a}', sent '{b}'";
        }

        return null;
    }

    private static string[] Dump(string path) =>
        [.. Command.Run(OutsidePeer.Dcmtk("dcmdump"), [.. s_dump, path]).Output.Split('\n')
            .Where(line => line.TrimStart().StartsWith('(') && !line.StartsWith("(0002", StringComparison.Ordinal) && !line.Contains("(fffe,e0", StringComparison.Ordinal) && !line.Contains(",0000) UL", StringComparison.Ordinal) && !line.Contains("(fffc,fffc)", StringComparison.Ordinal))
            .Select(line => line.Split(" #")[0].Replace("undefined length", "explicit length", StringComparison.Ordinal).TrimEnd())];
}
