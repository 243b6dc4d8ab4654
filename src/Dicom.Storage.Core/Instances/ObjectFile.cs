using System.Security.Cryptography;
using Dicom.Storage.DataSets;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core;

/// <summary>Compares and copies Part 10 files. Two files hold the same object when transfer syntax and data set bytes are equal; the file meta tells how each came here and may differ.</summary>
internal static class ObjectFile
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Whether both names lead to one file: the mark of an earlier attempt with the same spool entry.</summary>
    public static bool AreSameFile(string left, string right) => FileIdentity.Of(left) == FileIdentity.Of(right);

    public static bool HaveSameObject(string left, string right)
    {
        using SafeFileHandle first = File.OpenHandle(left);
        using SafeFileHandle second = File.OpenHandle(right);
        (long firstStart, string? firstSyntax) = Locate(first);
        (long secondStart, string? secondSyntax) = Locate(second);
        long length = RandomAccess.GetLength(first) - firstStart;
        if (firstSyntax is null || firstSyntax != secondSyntax || length != RandomAccess.GetLength(second) - secondStart)
            return false;

        byte[] a = new byte[BufferBytes];
        byte[] b = new byte[BufferBytes];
        for (long done = 0; done < length;)
        {
            int count = (int)Math.Min(BufferBytes, length - done);
            ReadExactly(first, a.AsSpan(0, count), firstStart + done);
            ReadExactly(second, b.AsSpan(0, count), secondStart + done);
            if (!a.AsSpan(0, count).SequenceEqual(b.AsSpan(0, count)))
                return false;
            done += count;
        }

        return true;
    }

    /// <summary>The first 32 hexadecimal digits of SHA-256 over transfer syntax and data set.</summary>
    public static string Digest(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        (long start, string? syntax) = Locate(file);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.ASCII.GetBytes(syntax ?? string.Empty));
        byte[] buffer = new byte[BufferBytes];
        long position = start;
        for (int read = RandomAccess.Read(file, buffer, position); read > 0; read = RandomAccess.Read(file, buffer, position))
        {
            hash.AppendData(buffer, 0, read);
            position += read;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>Copies a file to another volume: complete and flushed under a name of its own, then renamed.</summary>
    /// <returns>False when the name is taken.</returns>
    public static bool TryCopyDurably(string from, string to, TraceId traceId)
    {
        string temporary = $"{to}.{traceId}.part";
        File.Delete(temporary); // left by an attempt that was cut off
        try
        {
            using (SafeFileHandle source = File.OpenHandle(from))
            using (SafeFileHandle target = DurableFile.CreateNew(temporary))
            {
                byte[] buffer = new byte[BufferBytes];
                long position = 0;
                for (int read = RandomAccess.Read(source, buffer, 0); read > 0; read = RandomAccess.Read(source, buffer, position))
                {
                    RandomAccess.Write(target, buffer.AsSpan(0, read), position);
                    position += read;
                }

                DurableFile.Flush(target);
            }

            return DurableFile.TryRenameNoReplace(temporary, to);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // (where the data set begins, the transfer syntax); the whole file and no syntax when it is no Part 10 file
    private static (long Start, string? Syntax) Locate(SafeFileHandle file) =>
        Part10Reader.TryRead(file, out DicomFileMeta? meta, out long start, out _) ? (start, meta.TransferSyntaxUid.Value) : (0, null);

    private static void ReadExactly(SafeFileHandle file, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0)
        {
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
                throw new EndOfStreamException("The file became shorter while it was read.");
            buffer = buffer[read..];
            offset += read;
        }
    }
}
