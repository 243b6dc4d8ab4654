using CsCheck;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

public sealed class PduTokenizerTests
{
    private static readonly PduLimits s_limits = new(1_048_576, 16_384);

    // P-DATA-TF with two PDVs (a command of 3 bytes, an empty fragment), A-RELEASE-RQ, P-DATA-TF with one PDV.
    private static readonly byte[] s_stream = PduBytes.Concat(
        PduBytes.Pdu(0x04, PduBytes.Pdv(1, 0x03, [0xAA, 0xBB, 0xCC]), PduBytes.Pdv(1, 0x02, [])),
        PduBytes.ReleaseRequest,
        PduBytes.Data(5, 0x00, [1, 2, 3, 4, 5, 6, 7, 8]));

    private const string Expected = "Pdu 04/15|Pdv 1/3/3|AABBCC.|Pdv 1/2/0|.|Pdu 05/4|00000000.|Pdu 04/14|Pdv 5/0/8|0102030405060708.";

    [Fact]
    public void The_same_tokens_come_however_the_bytes_are_cut_in_two()
    {
        for (int cut = 0; cut <= s_stream.Length; cut++)
            Assert.Equal(Expected, Read(s_stream[..cut], s_stream[cut..]));
    }

    [Fact]
    public void The_same_tokens_come_byte_by_byte() => Assert.Equal(Expected, Read([.. s_stream.Select(b => new[] { b })]));

    [Fact]
    public void The_same_tokens_come_in_pieces_of_any_size() =>
        Gen.Int[1, 20].Array[1, s_stream.Length].Sample(sizes =>
        {
            List<byte[]> pieces = [];
            int position = 0;
            for (int i = 0; position < s_stream.Length; i++)
            {
                int length = Math.Min(sizes[i % sizes.Length], s_stream.Length - position);
                pieces.Add(s_stream[position..(position + length)]);
                position += length;
            }

            Assert.Equal(Expected, Read([.. pieces]));
        });

    [Theory]
    [InlineData("00000000 01 03")] // length 0: not even context and control
    [InlineData("00000001 01 03")]
    [InlineData("FFFFFFFF 01 03")]
    [InlineData("00000003 01 03")] // one byte more than the PDU has
    public void A_pdv_length_that_does_not_fit_its_pdu_is_invalid(string pdv)
    {
        byte[] header = Convert.FromHexString(pdv.Replace(" ", string.Empty, StringComparison.Ordinal));

        Assert.Equal("Pdu 04/6|InvalidPdv", Read(PduBytes.Pdu(0x04, header)));
    }

    [Fact]
    public void Bytes_after_the_last_pdv_that_are_no_pdv_are_invalid() =>
        Assert.Equal("Pdu 04/13|Pdv 1/3/2|AABB.|InvalidPdv", Read(PduBytes.Pdu(0x04, PduBytes.Pdv(1, 3, [0xAA, 0xBB]), [0, 0, 0, 0, 0])));

    [Fact]
    public void Payload_is_handed_on_before_its_pdu_is_whole()
    {
        PduTokenizer tokenizer = default;
        byte[] start = PduBytes.Data(1, 0, new byte[10_000])[..100];

        Assert.Equal(PduTokenKind.PduHeader, tokenizer.Read(start, s_limits).Kind);
        Assert.Equal(PduTokenKind.PdvHeader, tokenizer.Read(start.AsSpan(6), s_limits).Kind);
        Assert.Equal(new PduToken(PduTokenKind.PdvData, 88, IsEnd: false), tokenizer.Read(start.AsSpan(12), s_limits));
    }

    /// <summary>Feeds pieces as a receive buffer does, what is left over before the next piece; joins data of one PDV.</summary>
    private static string Read(params byte[][] pieces)
    {
        PduTokenizer tokenizer = default;
        List<string> tokens = [];
        byte[] left = [];
        string open = string.Empty;
        foreach (byte[] piece in pieces)
        {
            byte[] input = [.. left, .. piece];
            int position = 0;
            while (true)
            {
                PduToken token = tokenizer.Read(input.AsSpan(position), s_limits);
                ReadOnlySpan<byte> data = input.AsSpan(position, token.Consumed);
                position += token.Consumed;
                if (token.Kind == PduTokenKind.NeedMore)
                    break;
                if (token.Kind is PduTokenKind.Payload or PduTokenKind.PdvData)
                {
                    open += Convert.ToHexString(data);
                    if (token.IsEnd)
                    {
                        tokens.Add(open + ".");
                        open = string.Empty;
                    }

                    continue;
                }

                tokens.Add(token.Kind switch
                {
                    PduTokenKind.PduHeader => $"Pdu {(byte)tokenizer.Pdu.Type:X2}/{tokenizer.Pdu.Length}",
                    PduTokenKind.PdvHeader => $"Pdv {tokenizer.Pdv.ContextId}/{tokenizer.Pdv.Control}/{tokenizer.Pdv.DataLength}",
                    _ => token.Kind.ToString(),
                });
                if (token.Kind == PduTokenKind.InvalidPdv)
                    return string.Join('|', tokens);
            }

            left = input[position..];
            Assert.True(left.Length <= 5, "no more than an incomplete header may have to be kept");
        }

        return string.Join('|', tokens);
    }
}
