using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using Dicom.Storage.Network;

namespace Dicom.Storage.Benchmarks;

/// <summary>Half a megabyte of P-DATA-TF, read token by token as it comes from a socket in pieces of 64 KiB.</summary>
[MemoryDiagnoser]
public class PduReadBenchmarks
{
    private const int Total = 524_288;
    private const int Piece = 65_536;

    private static readonly PduLimits s_limits = new(1_048_576, 262_144);
    private byte[] _stream = [];

    /// <summary>Bytes of data in one PDU.</summary>
    [Params(16_372, 131_060)]
    public int PduData { get; set; }

    // P-DATA-TF: type 04, reserved, length; one PDV: length, context id 1, control 0 (PS3.8 9.3.5, 9.3.1).
    [GlobalSetup]
    public void Setup()
    {
        MemoryStream stream = new();
        Span<byte> header = stackalloc byte[12];
        for (int left = Total; left > 0; left -= PduData)
        {
            int data = Math.Min(PduData, left);
            header[0] = 4;
            BinaryPrimitives.WriteInt32BigEndian(header[2..], data + 6);
            BinaryPrimitives.WriteInt32BigEndian(header[6..], data + 2);
            header[10] = 1;
            stream.Write(header);
            stream.Write(new byte[data]);
        }

        _stream = stream.ToArray();
    }

    [Benchmark]
    public long Read()
    {
        PduTokenizer reader = default;
        long data = 0;
        int at = 0;
        int end = Math.Min(Piece, _stream.Length);
        while (at < _stream.Length)
        {
            PduToken token = reader.Read(_stream.AsSpan(at, end - at), s_limits);
            if (token.Kind == PduTokenKind.NeedMore || at == end)
                end = Math.Min(end + Piece, _stream.Length);
            if (token.Kind == PduTokenKind.PdvData)
                data += token.Consumed;
            at += token.Consumed;
        }

        return data == Total ? data : throw new InvalidOperationException("Data went missing.");
    }
}
