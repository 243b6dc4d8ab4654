using System.Buffers.Binary;
using System.Net.Sockets;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;

namespace Dicom.Storage.MongoDb.Tests;

/// <summary>A message of MongoDB's wire protocol that carries one document: a command or its answer.</summary>
internal sealed class WireMessage
{
    private const int OpReply = 1;
    private const int OpQuery = 2004;
    private const int OpMsg = 2013;
    private const int HeaderLength = 16;
    private const int ChecksumPresent = 1;

    // What stands before the document: of OP_QUERY flags, namespace and two numbers; of OP_REPLY flags, cursor and two numbers.
    private readonly byte[] _prefix;

    private WireMessage(int requestId, int responseTo, int opCode, byte[] prefix, BsonDocument document) =>
        (RequestId, ResponseTo, OpCode, _prefix, Document) = (requestId, responseTo, opCode, prefix, document);

    public int RequestId { get; }

    public int ResponseTo { get; }

    public int OpCode { get; }

    public BsonDocument Document { get; set; }

    /// <summary>Gets the command's name.</summary>
    public string Name => Document.GetElement(0).Name;

    /// <summary>Reads the next message; null when the stream has ended.</summary>
    public static async Task<WireMessage?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        if (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false, cancellationToken) < HeaderLength)
            return null;

        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        byte[] body = new byte[length - HeaderLength];
        await stream.ReadExactlyAsync(body, cancellationToken);
        int opCode = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(12));
        (byte[] prefix, BsonDocument document) = opCode switch
        {
            OpMsg => (body[..4], Sections(body)),
            OpQuery => Split(body, Array.IndexOf(body, (byte)0, 4) + 9),
            OpReply => Split(body, 20),
            _ => throw new NotSupportedException($"Operation {opCode}."),
        };
        return new WireMessage(
            BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4)), BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8)), opCode, prefix, document);
    }

    /// <summary>Makes the answer to this command.</summary>
    public WireMessage Answer(BsonDocument document) => new(RequestId, RequestId, OpMsg, new byte[4], document);

    public async Task WriteAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] document = Document.ToBson();
        int kind = OpCode == OpMsg ? 1 : 0;
        byte[] message = new byte[HeaderLength + _prefix.Length + kind + document.Length];
        BinaryPrimitives.WriteInt32LittleEndian(message, message.Length);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(4), RequestId);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(8), ResponseTo);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(12), OpCode);
        _prefix.CopyTo(message, HeaderLength);
        document.CopyTo(message, HeaderLength + _prefix.Length + kind);
        await stream.WriteAsync(message, cancellationToken);
    }

    private static (byte[] Prefix, BsonDocument Document) Split(byte[] body, int at) =>
        (body[..at], BsonSerializer.Deserialize<BsonDocument>(body[at..]));

    // Section 0 is the command; sections 1 are lists of documents that belong into it by name.
    private static BsonDocument Sections(byte[] body)
    {
        int end = body.Length - ((body[0] & ChecksumPresent) != 0 ? 4 : 0);
        BsonDocument command = [];
        List<BsonElement> lists = [];
        for (int at = 4; at < end;)
        {
            int kind = body[at++];
            int size = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at));
            if (kind == 0)
            {
                command = BsonSerializer.Deserialize<BsonDocument>(body[at..(at + size)]);
            }
            else
            {
                int name = at + 4, nameEnd = Array.IndexOf(body, (byte)0, name);
                BsonArray documents = [];
                for (int next = nameEnd + 1; next < at + size;)
                {
                    int length = BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(next));
                    documents.Add(BsonSerializer.Deserialize<BsonDocument>(body[next..(next + length)]));
                    next += length;
                }

                lists.Add(new BsonElement(System.Text.Encoding.UTF8.GetString(body, name, nameEnd - name), documents));
            }

            at += size;
        }

        command.AddRange(lists);
        return command;
    }
}
