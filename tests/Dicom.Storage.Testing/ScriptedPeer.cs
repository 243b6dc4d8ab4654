using System.Buffers.Binary;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>A peer that sends exactly the bytes it is told and says exactly what comes back.</summary>
public sealed class ScriptedPeer(Stream stream) : IAsyncDisposable
{
    private const int HeaderLength = 6;

    /// <summary>Gets the connection.</summary>
    public Stream Stream => stream;

    /// <summary>Sends bytes in one write.</summary>
    public async Task SendAsync(params byte[][] parts) => await stream.WriteAsync(PduBytes.Concat(parts));

    /// <summary>Receives one PDU with its header; empty when the other side has closed.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using CancellationTokenSource patience = new(Eventually.Patience);
        byte[] header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, patience.Token) < HeaderLength)
            return [];

        byte[] payload = new byte[BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(2))];
        await stream.ReadExactlyAsync(payload, patience.Token);
        return [.. header, .. payload];
    }

    /// <summary>Asserts that the next PDU is exactly this, in hexadecimal; spaces are for the eye.</summary>
    public async Task ExpectAsync(string hex) => Assert.Equal(hex.Replace(" ", string.Empty, StringComparison.Ordinal), Convert.ToHexString(await ReceiveAsync()));

    /// <summary>Asserts that the other side closes without another PDU.</summary>
    public async Task ExpectClosedAsync() => Assert.Equal(string.Empty, Convert.ToHexString(await ReceiveAsync()));

    /// <summary>Opens an association and gets the A-ASSOCIATE-AC.</summary>
    public async Task<byte[]> AssociateAsync(AssociateRequestBytes? request = null)
    {
        await SendAsync((request ?? new AssociateRequestBytes()).ToPdu());
        byte[] answer = await ReceiveAsync();
        Assert.Equal(0x02, answer.FirstOrDefault());
        return answer;
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
