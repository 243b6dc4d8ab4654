using System.Buffers;
using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>Rules of transcoding in the pipeline of a server (defect 6 of the original: a target that was ignored, a file rewritten in place, a record that never knew).</summary>
public sealed class TranscodingTests
{
    private const string Mr = "native/MR_small.dcm";

    [Fact]
    public async Task An_object_is_stored_in_the_target_with_its_pixels_and_every_record_says_so()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Target = "RLELossless");
        string path = TranscodingFixture.Corpus(Mr);

        await server.SendAsync(path);

        string stored = Assert.Single(server.Stored);
        using DicomFile file = DicomFile.Open(stored);
        Assert.Equal(DicomTransferSyntax.RLELossless, file.Dataset.TransferSyntax);
        Assert.Equal(await TranscodingFixture.PixelsAsync(path), await TranscodingFixture.PixelsAsync(stored));
        Assert.Equal("CT1", file.FileMetaInfo.SendingAe.Value);

        DicomStoreMeta receipt = await server.JournalAsync(Assert.Single(server.Receipts).TraceId);
        Assert.Equal(TransferStatus.Success, receipt.TransferStatus);
        Assert.Equal(DicomTransferSyntax.RLELossless.Uid, receipt.TargetTs);
        Assert.Equal(DicomTransferSyntax.ExplicitVRLittleEndian.Uid, receipt.TransferSyntaxUid);
        Assert.Equal(new FileInfo(stored).Length, receipt.FileSize);
        Assert.Equal("127.0.0.1", receipt.SourceIp.ToString());
        Assert.Equal(DicomTransferSyntax.RLELossless.Uid, (await server.ImageAsync()).TransferSyntaxUid);
        await Eventually.IsTrueAsync(() => Directory.GetFiles(Path.Combine(server.Root, "spool"), "*.dcm", SearchOption.AllDirectories).Length == 0); // an entry goes after its answer
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Root, "spool"), "*.part", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("other-ts/syn_encap_uncompressed_MR.dcm", TransferStatus.Success)]
    [InlineData("htj2k/syn_htj2k_rct_SC_rgb_2frame.dcm", TransferStatus.Success)]
    [InlineData("jpeg2000/MR_small_jp2klossless.dcm", TransferStatus.NoNeedTransfer)]
    [InlineData(Mr, TransferStatus.NoNeedTransfer)]
    [InlineData("native/ctimage_BigEndianExplicit.dcm", TransferStatus.NoNeedTransfer)]
    [InlineData("rle/MR_small_RLE.dcm", TransferStatus.NoNeedTransfer)]
    public async Task The_originals_setting_is_one_line(string path, TransferStatus status)
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Preset = TranscodePreset.DicomServerRs);

        await server.SendAsync(TranscodingFixture.Corpus(path));

        DicomStoreMeta receipt = Assert.Single(server.Receipts);
        Assert.Equal(status, receipt.TransferStatus);
        Assert.Equal(status == TransferStatus.Success ? DicomTransferSyntax.ExplicitVRLittleEndian.Uid : receipt.TransferSyntaxUid, receipt.TargetTs);
        if (status == TransferStatus.NoNeedTransfer)
            Assert.Equal(TranscodingFixture.DataSetOf(TranscodingFixture.Corpus(path)), TranscodingFixture.DataSetOf(Assert.Single(server.Stored)));
    }

    [Fact]
    public async Task An_object_that_cannot_be_decoded_is_kept_as_it_came_and_the_records_say_so()
    {
        using TemporaryDirectory directory = new();
        string broken = directory["broken.dcm"];
        byte[] bytes = File.ReadAllBytes(TranscodingFixture.Corpus("rle/MR_small_RLE.dcm"));
        bytes.AsSpan(bytes.Length / 2, bytes.Length / 4).Fill(0x80); // codes that say nothing: the plane is never full
        File.WriteAllBytes(broken, bytes);
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Target = "ExplicitVRLittleEndian");

        await server.SendAsync(broken);

        DicomStoreMeta receipt = await server.JournalAsync(Assert.Single(server.Receipts).TraceId);
        Assert.Equal(TransferStatus.Failed, receipt.TransferStatus);
        Assert.Equal(DicomTransferSyntax.ExplicitVRLittleEndian.Uid, receipt.TargetTs);
        Assert.Equal(DicomTransferSyntax.RLELossless.Uid, receipt.TransferSyntaxUid);
        Assert.Equal(TranscodingFixture.DataSetOf(broken), TranscodingFixture.DataSetOf(Assert.Single(server.Stored)));
        Assert.Equal(DicomTransferSyntax.RLELossless.Uid, (await server.ImageAsync()).TransferSyntaxUid);
    }

    [Theory]
    [InlineData(false)] // it encodes what is not the frame
    [InlineData(true)] // it throws what no codec may throw
    public async Task A_codec_that_fails_costs_nothing(bool throws)
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Target = "RLELossless", CodecRegistry.Default.With(new BadCodec(throws)));
        string path = TranscodingFixture.Corpus(Mr);

        await server.SendAsync(path);

        Assert.Equal(TransferStatus.Failed, Assert.Single(server.Receipts).TransferStatus);
        Assert.Equal(TranscodingFixture.DataSetOf(path), TranscodingFixture.DataSetOf(Assert.Single(server.Stored)));
    }

    [Fact]
    public async Task The_object_as_it_came_can_be_kept_beside_is_found_from_the_row_and_goes_with_it()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules =>
        {
            rules.Target = "RLELossless";
            rules.KeepOriginal = true;
        });
        string path = TranscodingFixture.Corpus(Mr);
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;

        await server.SendAsync(path);

        DicomStoreMeta receipt = Assert.Single(server.Receipts);
        string original = server.Engine.Store.OriginalOf(receipt.FilePath.Value);
        Assert.Equal(2, server.Stored.Length);
        Assert.Equal(TranscodingFixture.DataSetOf(path), TranscodingFixture.DataSetOf(Assert.Single(server.Stored, name => name.EndsWith(original, StringComparison.Ordinal))));
        // A replay of the store takes it for no object that the index lacks.
        Assert.Equal(0, await new StoreReplay(server.Engine.Store, server.Engine.Database, server.Engine.Publisher, TimeProvider.System).RunAsync(StoreReplay.FirstSegment, cancellationToken));

        RemovedInstance removed = Assert.Single(await server.Engine.Database.DeleteStudyAsync(TenantId.Fallback, (await server.ImageAsync()).StudyUid, cancellationToken));
        foreach (string location in removed.Locations)
            Assert.True(await server.Engine.Store.DeleteAsync(location, cancellationToken));
        Assert.Empty(server.Stored);
    }

    // A loss makes another instance: then each of the two is found, and deleted, by its own UID.
    [Fact]
    public async Task The_object_as_it_came_is_indexed_too_when_its_rendition_is_an_instance_of_its_own()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules =>
        {
            rules.Target = "JPEGLSNearLossless";
            rules.AllowLossy = true;
            rules.KeepOriginal = true;
        });
        string path = TranscodingFixture.Corpus(Mr);

        await server.SendAsync(path);
        await server.SendAsync(path);

        using DicomFile sent = DicomFile.Open(path);
        DicomImageMeta[] images = [.. (await server.ImagesAsync()).OrderBy(image => image.SopUid.Value == sent.Dataset.GetString(DicomTag.SOPInstanceUID) ? 0 : 1)];
        Assert.Equal([DicomTransferSyntax.ExplicitVRLittleEndian.Uid, DicomTransferSyntax.JPEGLSNearLossless.Uid], images.Select(image => image.TransferSyntaxUid));
        Assert.Equal(sent.Dataset.GetString(DicomTag.SOPInstanceUID), images[0].SopUid.Value);
        Assert.Equal(2, server.Stored.Length);
        Assert.Equal([TransferStatus.NoNeedTransfer, TransferStatus.Success], server.Receipts.Select(receipt => receipt.TransferStatus));
        Assert.Equal(images.Select(image => image.SopUid), server.Receipts.Select(receipt => receipt.SopUid));
        foreach (DicomStoreMeta receipt in server.Receipts)
        {
            Assert.EndsWith(receipt.SopUid.Value + ".dcm", receipt.FilePath.Value, StringComparison.Ordinal);
            Assert.Equal(receipt.FilePath, (await server.JournalAsync(receipt.TraceId)).FilePath);
        }

        // Version 8 (RFC 9562 5.8), the rest is that of the object that came.
        string came = server.Receipts[0].TraceId.Value;
        Assert.Equal(came[..14] + "8" + came[15..], server.Receipts[1].TraceId.Value);
    }

    // What is at work has its frames in memory: so that there is a bound, whatever waits.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task As_many_objects_are_worked_on_at_once_as_the_rules_allow(int parallel)
    {
        CountingCodec codec = new(parallel);
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(
            rules =>
            {
                rules.Target = "RLELossless";
                rules.MaxParallelObjects = parallel;
                rules.MaxParallelFrames = 1;
                rules.Verify = false;
            },
            CodecRegistry.Default.With(codec));
        string[] paths = [Mr, "native/CT_small.dcm", "native/dx_image.dcm", "native/SC_rgb_small_odd.dcm", "native/ctimage_BigEndianExplicit.dcm"];

        await Task.WhenAll(paths.Select(path => server.SendAsync(TranscodingFixture.Corpus(path))));

        Assert.Equal(parallel, codec.MostAtOnce);
        Assert.Equal(paths.Length, server.Stored.Length);
    }

    [Fact]
    public async Task An_object_sent_twice_has_one_effect()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Target = "RLELossless");

        await server.SendAsync(TranscodingFixture.Corpus(Mr));
        await server.SendAsync(TranscodingFixture.Corpus(Mr));

        Assert.Single(server.Stored);
        Assert.Single(server.Receipts);
        Assert.Equal(DicomTransferSyntax.RLELossless.Uid, (await server.ImageAsync()).TransferSyntaxUid);
    }

    [Fact]
    public async Task An_object_without_pixels_is_kept_when_the_target_is_for_images()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(rules => rules.Target = "RLELossless");
        string path = TranscodingFixture.Corpus("nonimage/dcmqi_dcmqi_sr-example_rwvm.dcm");

        await server.SendAsync(path);

        Assert.Equal(TransferStatus.NoNeedTransfer, Assert.Single(server.Receipts).TransferStatus);
        Assert.Equal(TranscodingFixture.DataSetOf(path), TranscodingFixture.DataSetOf(Assert.Single(server.Stored)));
    }

    [Fact]
    public async Task A_lossy_rendition_is_an_instance_of_its_own_and_the_index_names_that()
    {
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(
            rules =>
            {
                rules.Target = "JPEGLSNearLossless";
                rules.AllowLossy = true;
            },
            CodecRegistry.Default.With(new CoarseCodec()));
        string path = TranscodingFixture.Corpus(Mr);

        await server.SendAsync(path);

        using DicomFile sent = DicomFile.Open(path);
        using DicomFile stored = DicomFile.Open(Assert.Single(server.Stored));
        string uid = stored.Dataset.GetString(DicomTag.SOPInstanceUID);
        Assert.NotEqual(sent.Dataset.GetString(DicomTag.SOPInstanceUID), uid);
        Assert.Equal(uid, (await server.ImageAsync()).SopUid.Value);
        Assert.Equal(uid, stored.FileMetaInfo.MediaStorageSopInstanceUid.Value);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_context_that_no_codec_decodes_can_be_refused(bool refuses, bool accepted)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.RefuseUndecodable = refuses));
        DicomAssociationOptions options = new() { CallingAe = AeTitle.Parse("CT1"), CalledAe = AeTitle.Parse("STORE-SCP") };
        DicomUid video = DicomTransferSyntax.MPEG2MPML.Uid;
        DicomUid secondary = DicomUid.Parse(SyntheticObject.SopClass);
        options.AddContext(secondary, video);
        options.AddContext(secondary, DicomTransferSyntax.RLELossless.Uid);
        options.AddContext(secondary, DicomTransferSyntax.ImplicitVRLittleEndian.Uid);
        await using DicomAssociation association = await DicomClient.ConnectAsync("127.0.0.1", fixture.Server.Scp.EndPoint!.Port, options);

        Assert.Equal(accepted, association.TryFindContext(secondary, video, out _));
        Assert.True(association.TryFindContext(secondary, DicomTransferSyntax.RLELossless.Uid, out _));
        Assert.True(association.TryFindContext(secondary, DicomTransferSyntax.ImplicitVRLittleEndian.Uid, out _));
        await association.ReleaseAsync();
    }

    /// <summary>Says that it encodes RLE, and does it badly.</summary>
    private sealed class BadCodec(bool throws) : IFrameCodec
    {
        private readonly RleCodec _rle = new();

        public IReadOnlyList<DicomTransferSyntax> Decodes => _rle.Decodes;

        public IReadOnlyList<DicomTransferSyntax> Encodes => _rle.Encodes;

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => _rle.ReadHeader(codestream, expected);

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => _rle.Decode(codestream, expected, destination);

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
        {
            if (throws)
                throw new InvalidOperationException("A codec with a fault.");
            byte[] wrong = pixels.ToArray();
            wrong[^1] ^= 1;
            _rle.Encode(wrong, frame, encoding, destination);
        }
    }

    /// <summary>Waits until as many frames are at work as are wanted at once, and tells how many there were at most.</summary>
    private sealed class CountingCodec(int wanted) : IFrameCodec
    {
        private readonly RleCodec _rle = new();
        private readonly ManualResetEventSlim _enough = new();
        private int _now;
        private int _most;

        public int MostAtOnce => Volatile.Read(ref _most);

        public IReadOnlyList<DicomTransferSyntax> Decodes => _rle.Decodes;

        public IReadOnlyList<DicomTransferSyntax> Encodes => _rle.Encodes;

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => _rle.ReadHeader(codestream, expected);

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => _rle.Decode(codestream, expected, destination);

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
        {
            int now = Interlocked.Increment(ref _now);
            for (int most = _most; now > most; most = _most)
                Interlocked.CompareExchange(ref _most, now, most);
            if (now >= wanted)
                _enough.Set();
            Assert.True(_enough.Wait(TimeSpan.FromSeconds(60)), "Fewer objects are worked on at once than the rules say.");
            _rle.Encode(pixels, frame, encoding, destination);
            Interlocked.Decrement(ref _now);
        }
    }

    /// <summary>Loses the lowest bit of each byte: what a lossy codec does, as far as the pipeline sees.</summary>
    private sealed class CoarseCodec : IFrameCodec
    {
        private static readonly DicomTransferSyntax[] s_syntaxes = [DicomTransferSyntax.JPEGLSNearLossless];
        private readonly RleCodec _rle = new();

        public IReadOnlyList<DicomTransferSyntax> Decodes => s_syntaxes;

        public IReadOnlyList<DicomTransferSyntax> Encodes => s_syntaxes;

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => _rle.ReadHeader(codestream, expected);

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => _rle.Decode(codestream, expected, destination);

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, IBufferWriter<byte> destination)
        {
            byte[] coarse = pixels.ToArray();
            for (int i = 0; i < coarse.Length; i++)
                coarse[i] &= 0xFE;
            _rle.Encode(coarse, frame, new FrameEncoding(DicomTransferSyntax.RLELossless), destination);
        }
    }
}
