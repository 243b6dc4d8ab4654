using Dicom.Storage.Testing;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>Packets in orders and places that no stream of the corpus has.</summary>
public sealed class Jpeg2000PacketTests
{
    private const int Width = 90;
    private const int Height = 70;

    private static readonly byte[] s_picture = Jpeg2000EncoderTests.Fill(new FrameInfo(Width, Height, 3, 8, 8, false), kind: 4, seed: 3);

    [Theory]
    [InlineData("-n 6 -POC T1=0,0,1,3,3,RLCP/T1=3,0,1,6,3,CPRL")]
    [InlineData("-n 3 -r 8,1 -c [32,32] -POC T1=0,0,2,2,3,PCRL/T1=2,0,2,3,3,RLCP")]
    [InlineData("-n 5 -t 50,40 -c [32,16] -SOP -EPH -POC T1=0,0,1,2,3,CPRL/T1=2,0,1,5,3,PCRL")]
    public void Progressions_that_change_lead_to_the_same_picture(string arguments)
    {
        (byte[] codestream, int[] picture) = Compress(arguments);

        Assert.Equal(picture, Decode(codestream));
    }

    /// <summary>
    /// What OpenJPEG does not write: progressions over the same packets, where what came before is left out (T.800 B.12.2). The first
    /// layer goes ahead by resolution; the others follow resolution by resolution, component by component.
    /// </summary>
    [Fact]
    public void A_progression_leaves_out_what_an_earlier_one_brought()
    {
        const int Layers = 3;
        const int Resolutions = 4;
        const int Components = 3;
        (byte[] codestream, int[] picture) = Compress($"-n {Resolutions} -p LRCP -r 30,5,1 -SOP -EPH");
        int start = IndexOf(codestream, 0x90, 0);
        List<(byte[] Header, byte[] Body)> packets = Packets(codestream[start..^2]);
        Assert.Equal(Layers * Resolutions * Components, packets.Count);

        List<byte> data = [];
        int At(int layer, int resolution, int component) => (layer * Resolutions + resolution) * Components + component;
        IEnumerable<int> order =
        [
            .. from r in Enumerable.Range(0, Resolutions) from c in Enumerable.Range(0, Components) select At(0, r, c),
            .. from r in Enumerable.Range(0, Resolutions) from c in Enumerable.Range(0, Components) from l in Enumerable.Range(1, Layers - 1) select At(l, r, c),
        ];
        foreach (int packet in order)
            data.AddRange([.. packets[packet].Header, .. packets[packet].Body]);
        // POC: LRCP of layer 0, then RPCL of all (first resolution, first component, end of layers, of resolutions, of components, order).
        byte[] change = [0xFF, 0x5F, 0, 16, 0, 0, 0, 1, Resolutions, Components, 0, 0, 0, 0, Layers, Resolutions, Components, 2];
        byte[] part = [0xFF, 0x90, 0, 10, 0, 0, 0, 0, 0, 0, 0, 1, 0xFF, 0x93, .. data];

        Assert.Equal(picture, Decode([.. codestream[..start], .. change, .. part, 0xFF, 0xD9]));

        // As 256 does not fit into a byte, an end of 0 stands for it (T.800 table A.32).
        change[9] = change[16] = 0;
        Assert.Equal(picture, Decode([.. codestream[..start], .. change, .. part, 0xFF, 0xD9]));
    }

    /// <summary>
    /// What a tile says of itself goes before the main header, what that says of a component too (T.800 A.6.1 to A.6.5): a stream whose main header is
    /// about other code-blocks, levels and steps than its tiles were made with.
    /// </summary>
    [Theory]
    [InlineData("-n 4 -b 32,32 -t 50,40")]
    [InlineData("-n 5 -b 64,16 -c [64,64] -M 8")]
    [InlineData("-n 3 -I -r 2 -t 64,64")]
    public void The_header_of_a_tile_goes_before_the_main_header(string arguments)
    {
        (byte[] codestream, _) = Compress(arguments);
        int start = IndexOf(codestream, 0x90, 0);
        byte[] style = SegmentAt(codestream, IndexOf(codestream, 0x52, 0));
        byte[] steps = SegmentAt(codestream, IndexOf(codestream, 0x5C, 0));
        // Two levels, code-blocks of 4 x 4 in another style, no quantization with exponent 9: COD (A.6.1), QCD (A.6.4).
        byte[] otherStyle = [0xFF, 0x52, 0, 12, 0, style[5], style[6], style[7], style[8], 2, 0, 0, 0x2A, 1];
        byte[] otherSteps = [0xFF, 0x5C, 0, 10, 0x20, 72, 72, 72, 72, 72, 72, 72];
        byte[] ofComponent = [0xFF, 0x53, 0, 9, 1, 0, 2, 0, 0, 0x2A, 1]; // COC (A.6.2)
        byte[] stepsOfComponent = [0xFF, 0x5D, 0, 11, 2, 0x20, 72, 72, 72, 72, 72, 72, 72]; // QCC (A.6.5)
        byte[] main = [.. WithoutSegment(WithoutSegment(codestream[..start], 0x52), 0x5C), .. otherStyle, .. otherSteps, .. ofComponent, .. stepsOfComponent];

        byte[] moved = [.. main, .. WithInTiles(codestream[start..], [.. style, .. steps])];

        Assert.Equal(Decode(codestream), Decode(moved));
        Assert.NotEqual(Convert.ToHexString(codestream), Convert.ToHexString(moved));
    }

    [Theory]
    [InlineData("-n 4 -p RPCL -c [32,32]")]
    [InlineData("-n 6 -p LRCP -r 30,5,1")]
    [InlineData("-n 3 -p CPRL -t 64,64 -M 5")]
    public void Packet_headers_in_the_headers_of_tile_parts_lead_to_the_same_picture(string arguments)
    {
        (byte[] codestream, int[] picture) = Compress(arguments + " -SOP -EPH");
        Assert.Equal(picture, Decode(codestream));

        byte[] moved = MoveHeaders(codestream);

        Assert.Contains("FF61", Convert.ToHexString(moved), StringComparison.Ordinal);
        Assert.Equal(picture, Decode(moved));
    }

    private static byte[] SegmentAt(byte[] header, int at) => header[at..(at + 2 + (header[at + 2] << 8 | header[at + 3]))];

    private static byte[] WithoutSegment(byte[] header, byte marker)
    {
        int at = IndexOf(header, marker, 0);
        return [.. header[..at], .. header[(at + SegmentAt(header, at).Length)..]];
    }

    // Into the header of the first part of each tile, which has them before all others (T.800 A.4.2).
    private static byte[] WithInTiles(byte[] parts, byte[] segments)
    {
        List<byte> result = [];
        int position = 0;
        while (parts[position + 1] == 0x90)
        {
            int length = parts[position + 6] << 24 | parts[position + 7] << 16 | parts[position + 8] << 8 | parts[position + 9];
            byte[] part = parts[position..(position + length)];
            int total = length + segments.Length;
            result.AddRange([.. part[..6], (byte)(total >> 24), (byte)(total >> 16), (byte)(total >> 8), (byte)total, part[10], part[11], .. segments, .. part[12..]]);
            position += length;
        }

        return [.. result, .. parts[position..]];
    }

    private static int[] Decode(byte[] codestream) => [.. PlanarSink.Decode(codestream).SelectMany(plane => plane)];

    private static (byte[] Codestream, int[] Picture) Compress(string arguments)
    {
        Command.Require("opj_compress", "libopenjp2-tools");
        using TemporaryDirectory folder = new();
        File.WriteAllBytes(folder["in.rawl"], s_picture);
        Command.RunChecked("opj_compress", ["-i", folder["in.rawl"], "-o", folder["out.j2k"], "-F", $"{Width},{Height},3,8,u", .. arguments.Split(' ')]);
        return (File.ReadAllBytes(folder["out.j2k"]), [.. s_picture.Select(b => (int)b)]);
    }

    // FF91 begins a packet, FF92 ends its header, and neither occurs within (T.800 A.8). The start of the packet is left out.
    private static List<(byte[] Header, byte[] Body)> Packets(byte[] part)
    {
        List<(byte[] Header, byte[] Body)> packets = [];
        for (int packet = IndexOf(part, 0x93, 12) + 2; packet < part.Length;)
        {
            int end = IndexOf(part, 0x92, packet) + 2;
            int next = IndexOf(part, 0x91, end);
            next = next < 0 ? part.Length : next;
            packets.Add((part[(packet + 6)..end], part[end..next]));
            packet = next;
        }

        return packets;
    }

    // The headers of each tile-part go into two PPT segments (T.800 A.7.5), cut at any byte.
    private static byte[] MoveHeaders(byte[] codestream)
    {
        List<byte> result = [];
        int position = IndexOf(codestream, 0x90, 0);
        result.AddRange(codestream[..position]);
        while (codestream[position + 1] == 0x90)
        {
            int length = codestream[position + 6] << 24 | codestream[position + 7] << 16 | codestream[position + 8] << 8 | codestream[position + 9];
            byte[] part = codestream[position..(position + length)];
            byte[] headers = [.. Packets(part).SelectMany(packet => packet.Header)];
            byte[] bodies = [.. Packets(part).SelectMany(packet => packet.Body)];
            int half = headers.Length / 2;
            byte[] segments = [.. Segment(0, headers[..half]), .. Segment(1, headers[half..])];
            int total = 12 + segments.Length + 2 + bodies.Length;
            result.AddRange([.. part[..6], (byte)(total >> 24), (byte)(total >> 16), (byte)(total >> 8), (byte)total, part[10], part[11], .. segments, 0xFF, 0x93, .. bodies]);
            position += length;
        }

        result.AddRange(codestream[position..]);
        return [.. result];
    }

    private static byte[] Segment(byte index, byte[] headers) =>
        [0xFF, 0x61, (byte)((headers.Length + 3) >> 8), (byte)(headers.Length + 3), index, .. headers];

    private static int IndexOf(byte[] bytes, byte marker, int from)
    {
        int found = bytes.AsSpan(from).IndexOf([(byte)0xFF, marker]);
        return found < 0 ? -1 : found + from;
    }
}
