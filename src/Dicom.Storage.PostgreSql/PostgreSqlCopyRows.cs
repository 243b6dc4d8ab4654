using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.Relational;

namespace Dicom.Storage.PostgreSql;

/// <summary>Writes rows in the binary form of COPY: a count of fields, then each field's length in bytes (-1 for null) and its bytes, all big endian.</summary>
internal sealed class PostgreSqlCopyRows(int columns) : IRowWriter
{
    // "PGCOPY\n\377\r\n\0", no flags, no header extension.
    private static readonly byte[] s_header = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly ArrayBufferWriter<byte> _bytes = new(64 << 10);

    /// <summary>Gets what was written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Begin() => _bytes.Write(s_header);

    public void StartRow() => Int16((short)columns);

    public void End() => Int16(-1);

    public void Text(string? value)
    {
        if (value is null)
        {
            Raw32(-1);
            return;
        }

        int length = Encoding.UTF8.GetByteCount(value);
        Raw32(length);
        Encoding.UTF8.GetBytes(value, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    public void Int32(int? value)
    {
        Raw32(value is null ? -1 : sizeof(int));
        if (value is { } number)
            Raw32(number);
    }

    public void Int64(long? value)
    {
        Raw32(value is null ? -1 : sizeof(long));
        if (value is { } number)
            Raw64(number);
    }

    public void Double(double? value) => Int64(value is { } number ? BitConverter.DoubleToInt64Bits(number) : null);

    public void Date(DateOnly? value) => Int32(value is { } date ? PostgreSqlTimes.Write(date) : null);

    public void Time(TimeOnly? value) => Int64(value is { } time ? PostgreSqlTimes.Write(time) : null);

    public void Timestamp(DateTimeOffset value) => Int64(PostgreSqlTimes.Write(value));

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(sizeof(short)), value);
        _bytes.Advance(sizeof(short));
    }

    private void Raw32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    private void Raw64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }
}
