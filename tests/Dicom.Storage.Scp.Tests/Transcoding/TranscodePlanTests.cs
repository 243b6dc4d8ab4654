using Dicom.Storage.Codecs;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dicom.Storage.Scp.Tests;

/// <summary>Which rule decides on an object, and what a rule may say.</summary>
public sealed class TranscodePlanTests
{
    [Theory]
    [InlineData("Tenant", "1234567890", true)]
    [InlineData("Tenant", "other", false)]
    [InlineData("CallingAe", "MR1", true)]
    [InlineData("CallingAe", "mr1", false)]
    [InlineData("SopClass", "1.2.840.10008.5.1.4.1.1.4", true)]
    [InlineData("SopClass", "MRImageStorage", true)]
    [InlineData("SopClass", "CTImageStorage", false)]
    [InlineData("Modality", "MR", true)]
    [InlineData("Modality", "CT", false)]
    [InlineData("Source", "ExplicitVRLittleEndian", true)]
    [InlineData("Source", "1.2.840.10008.1.2", false)]
    [InlineData("MinBytes", "9000", true)]
    [InlineData("MinBytes", "1000000", false)]
    [InlineData("MaxBytes", "1000000", true)]
    [InlineData("MaxBytes", "9000", false)]
    public async Task A_rule_fits_objects_of_which_all_holds_that_it_says(string property, string value, bool fits)
    {
        TranscodeRules rules = Bound(
            ("Rules:0:" + property, value),
            ("Rules:0:Target", "RLELossless"));
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(set => Copy(rules, set));

        await server.SendAsync(TranscodingFixture.Corpus("native/MR_small.dcm"), callingAe: "MR1");

        Assert.Equal(fits ? TransferStatus.Success : TransferStatus.NoNeedTransfer, Assert.Single(server.Receipts).TransferStatus);
    }

    [Fact]
    public async Task The_first_rule_that_fits_decides_and_one_without_target_keeps()
    {
        TranscodeRules rules = Bound(
            ("Target", "DeflatedExplicitVRLittleEndian"),
            ("Rules:0:Modality", "CT"),
            ("Rules:0:Target", "RLELossless"),
            ("Rules:1:Modality", "MR"),
            ("Rules:2:Modality", "MR"),
            ("Rules:2:Target", "RLELossless"));
        await using TranscodingFixture server = await TranscodingFixture.StartAsync(set => Copy(rules, set));

        await server.SendAsync(TranscodingFixture.Corpus("native/MR_small.dcm"));
        await server.SendAsync(TranscodingFixture.Corpus("native/CT_small.dcm"));
        await server.SendAsync(TranscodingFixture.Corpus("native/dx_image.dcm"));

        Assert.Equal(
            [DicomTransferSyntax.ExplicitVRLittleEndian.Uid, DicomTransferSyntax.RLELossless.Uid, DicomTransferSyntax.DeflatedExplicitVRLittleEndian.Uid],
            server.Receipts.Select(receipt => receipt.TargetTs));
    }

    [Theory]
    [InlineData("Target", "jpeg", "DicomStorage:Transcode:Target 'jpeg' is neither the UID nor the keyword of a transfer syntax")]
    [InlineData("Target", "MPEG2MPML", "DicomStorage:Transcode:Target 'MPEG2MPML' cannot be encoded")]
    [InlineData("Supported:0", "ExplicitVRLittleEndian", "DicomStorage:Transcode:Supported says what is kept, but Target is empty")]
    [InlineData("Supported:0", "1.2.3", "DicomStorage:Transcode:Supported '1.2.3' is neither")]
    [InlineData("Rules:0:Target", "nonsense", "DicomStorage:Transcode:Rules:0:Target 'nonsense' is neither")]
    [InlineData("Rules:0:SopClass", "CT", "DicomStorage:Transcode:Rules:0:SopClass 'CT' is neither the UID nor the keyword of a SOP class")]
    public void A_rule_that_cannot_be_followed_is_told_at_the_start(string setting, string value, string message)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TranscodePlan(Bound((setting, value)), new Transcoder()));

        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_loses_something_needs_a_word_of_its_own()
    {
        Transcoder lossy = new(new TranscoderOptions { Codecs = new CodecRegistry(new LossyCodec()) });

        Assert.Throws<ArgumentException>(() => new TranscodePlan(Bound(("Target", "JPEGBaseline8Bit")), lossy));
        Assert.NotNull(new TranscodePlan(Bound(("Target", "JPEGBaseline8Bit"), ("AllowLossy", "true")), lossy));
    }

    [Fact]
    public void Rules_come_from_the_section_of_the_configuration()
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([new("DicomStorage:Transcode:Target", "nothing that is")]).Build();
        using TemporaryDirectory directory = new();
        ServiceCollection services = new();
        services.AddLogging();
        services.AddDicomStorage(configuration.GetSection("DicomStorage"), options => options.Root = directory.FullPath).AddTranscoding();
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Throws<ArgumentException>(() => provider.GetRequiredService<IngestPipeline>());
    }

    private static TranscodeRules Bound(params (string Key, string Value)[] settings)
    {
        TranscodeRules rules = new();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build().Bind(rules);
        return rules;
    }

    private static void Copy(TranscodeRules from, TranscodeRules to)
    {
        to.Target = from.Target;
        foreach (TranscodeRule rule in from.Rules)
            to.Rules.Add(rule);
    }

    private sealed class LossyCodec : IFrameCodec
    {
        public IReadOnlyList<DicomTransferSyntax> Decodes => [];

        public IReadOnlyList<DicomTransferSyntax> Encodes => [DicomTransferSyntax.JPEGBaseline8Bit];

        public FrameInfo ReadHeader(ReadOnlySpan<byte> codestream, in FrameInfo expected) => expected;

        public void Decode(ReadOnlySpan<byte> codestream, in FrameInfo expected, Span<byte> destination) => destination.Clear();

        public void Encode(ReadOnlySpan<byte> pixels, in FrameInfo frame, FrameEncoding encoding, System.Buffers.IBufferWriter<byte> destination)
        {
        }
    }
}
