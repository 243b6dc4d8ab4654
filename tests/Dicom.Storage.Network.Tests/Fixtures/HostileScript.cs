using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

/// <summary>Makes what a hostile peer sends: a legal session first, then spoilt.</summary>
internal static class HostileScript
{
    public static IReadOnlyList<byte[]> Make(Random random)
    {
        List<byte[]> session =
        [
            new AssociateRequestBytes().ToPdu(),
            PduBytes.Data(3, 3, PduBytes.EchoRequest(1)),
            PduBytes.Data(1, 3, PduBytes.StoreRequest(2)),
            PduBytes.Data(1, 0, Bytes(random, 3_000)),
            PduBytes.Data(1, 2, Bytes(random, 1_000)),
            PduBytes.ReleaseRequest,
        ];
        int spoils = random.Next(1, 4);
        for (int i = 0; i < spoils; i++)
            Spoil(session, random);
        return random.Next(4) == 0 ? Cut(session, random) : session;
    }

    private static void Spoil(List<byte[]> session, Random random)
    {
        int at = random.Next(session.Count);
        byte[] pdu = session[at];
        switch (random.Next(8))
        {
            case 0: // some bytes changed
                for (int i = random.Next(1, 6); i > 0 && pdu.Length > 0; i--)
                    pdu[random.Next(pdu.Length)] = (byte)random.Next(256);
                break;
            case 1: // a PDU that lies about its length
                if (pdu.Length >= 6)
                    PduBytes.BigEndian((uint)random.NextInt64(uint.MaxValue)).CopyTo(pdu, 2);
                break;
            case 2: // two in the wrong order
                int other = random.Next(session.Count);
                (session[at], session[other]) = (session[other], session[at]);
                break;
            case 3: // cut short
                session[at] = pdu[..random.Next(pdu.Length + 1)];
                break;
            case 4: // left out
                session.RemoveAt(at);
                if (session.Count == 0)
                    session.Add([]);
                break;
            case 5: // sent twice
                session.Insert(at, [.. pdu]);
                break;
            case 6: // noise between
                session.Insert(at, Bytes(random, random.Next(1, 300)));
                break;
            default: // a PDU of any type that announces much and brings little
                session.Insert(at, [.. PduBytes.Header((byte)random.Next(9), (uint)random.NextInt64(300_000)), .. Bytes(random, 50)]);
                break;
        }
    }

    /// <summary>The same bytes in pieces of any size.</summary>
    private static List<byte[]> Cut(List<byte[]> session, Random random)
    {
        byte[] all = PduBytes.Concat([.. session]);
        List<byte[]> pieces = [];
        for (int position = 0; position < all.Length;)
        {
            int length = Math.Min(random.Next(1, 400), all.Length - position);
            pieces.Add(all[position..(position + length)]);
            position += length;
        }

        return pieces;
    }

    private static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
