using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Dicom.Storage.DataSets;

/// <summary>Values of elements as .NET types. The tests of the type are constants for the compiler; no value is boxed.</summary>
internal static class ValueReader
{
    /// <summary>The number of values (PS3.5 6.4).</summary>
    public static int Count(in ElementView view)
    {
        DicomElement element = view.Element;
        if (element.IsEmpty)
            return 0;
        if (!view.VR.IsText)
            return (int)Math.Min(element.Length / UnitOf(view.VR), int.MaxValue);

        string text = TextValueReader.GetText(view);
        return text.Length == 0 ? 0 : !view.VR.IsMultiValuedText ? 1 : text.AsSpan().Count('\\') + 1;
    }

    /// <summary>All values as one text; null for plain bytes.</summary>
    public static string? GetString(in ElementView view) =>
        view.VR.IsText ? TextValueReader.GetText(view) : DicomNumbers.Format(view.Element.GetBuffer().Span, view.VR, view.Element.IsBigEndian);

    /// <summary>One value; false when there is none at the index or the type cannot hold it.</summary>
    public static bool TryGet<T>(in ElementView view, int index, [MaybeNullWhen(false)] out T value)
    {
        if (typeof(T) == typeof(string))
            return As<string, T>(TryGetString(view, index, out string? text), text!, out value);
        if (typeof(T) == typeof(DicomTag))
            return As<DicomTag, T>(TryGetTag(view, index, out DicomTag tag), tag, out value);
        if (typeof(T) == typeof(int))
            return As<int, T>(NumberValueReader.TryGet(view, index, out int number), number, out value);
        if (typeof(T) == typeof(double))
            return As<double, T>(NumberValueReader.TryGet(view, index, out double number), number, out value);
        if (typeof(T) == typeof(ushort))
            return As<ushort, T>(NumberValueReader.TryGet(view, index, out ushort number), number, out value);
        if (typeof(T) == typeof(short))
            return As<short, T>(NumberValueReader.TryGet(view, index, out short number), number, out value);
        if (typeof(T) == typeof(uint))
            return As<uint, T>(NumberValueReader.TryGet(view, index, out uint number), number, out value);
        if (typeof(T) == typeof(long))
            return As<long, T>(NumberValueReader.TryGet(view, index, out long number), number, out value);
        if (typeof(T) == typeof(ulong))
            return As<ulong, T>(NumberValueReader.TryGet(view, index, out ulong number), number, out value);
        return TryGetOther(view, index, out value);
    }

    /// <summary>All values; false when one is not of the type.</summary>
    public static bool TryGetAll<T>(in ElementView view, [NotNullWhen(true)] out T[]? values)
    {
        if (TryCopy(view, out values))
            return true;

        values = new T[Count(view)];
        for (int i = 0; i < values.Length; i++)
        {
            if (!TryGet(view, i, out T? value))
            {
                values = null;
                return false;
            }

            values[i] = value!;
        }

        return true;
    }

    private static bool TryGetOther<T>(in ElementView view, int index, [MaybeNullWhen(false)] out T value)
    {
        if (typeof(T) == typeof(float))
            return As<float, T>(NumberValueReader.TryGet(view, index, out float number), number, out value);
        if (typeof(T) == typeof(decimal))
            return As<decimal, T>(NumberValueReader.TryGet(view, index, out decimal number), number, out value);
        if (typeof(T) == typeof(byte))
            return As<byte, T>(NumberValueReader.TryGet(view, index, out byte number), number, out value);
        if (typeof(T) == typeof(sbyte))
            return As<sbyte, T>(NumberValueReader.TryGet(view, index, out sbyte number), number, out value);
        if (typeof(T) == typeof(DicomUid))
            return As<DicomUid, T>(TryGetUid(view, index, out DicomUid uid), uid, out value);
        return DateValueReader.TryGet(view, index, out value);
    }

    public static bool As<TFrom, TTo>(bool found, TFrom from, [MaybeNullWhen(false)] out TTo to)
    {
        to = found ? Unsafe.As<TFrom, TTo>(ref from) : default;
        return found;
    }

    // Numbers that lie in the value as they lie in the array are copied at once.
    private static bool TryCopy<T>(in ElementView view, [NotNullWhen(true)] out T[]? values)
    {
        values = null;
        if (view.VR.IsText || !IsStoredAs<T>(view.VR) || view.Element.Text is not null)
            return false;

        int size = Unsafe.SizeOf<T>();
        values = new T[view.Element.Length / size];
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length * size);
        view.Element.Raw.Read(0, bytes);
        if (view.Element.IsBigEndian == BitConverter.IsLittleEndian)
            ByteOrder.Swap(bytes, size);
        return true;
    }

    private static bool IsStoredAs<T>(DicomVR vr)
    {
        if (typeof(T) == typeof(byte))
            return vr.ValueSize == 1;
        if (typeof(T) == typeof(ushort))
            return vr == DicomVR.US || vr == DicomVR.OW;
        if (typeof(T) == typeof(short))
            return vr == DicomVR.SS || vr == DicomVR.OW;
        if (typeof(T) == typeof(uint))
            return vr == DicomVR.UL || vr == DicomVR.OL;
        if (typeof(T) == typeof(int))
            return vr == DicomVR.SL || vr == DicomVR.OL;
        if (typeof(T) == typeof(float))
            return vr == DicomVR.FL || vr == DicomVR.OF;
        return typeof(T) == typeof(double) && (vr == DicomVR.FD || vr == DicomVR.OD);
    }

    private static bool TryGetString(in ElementView view, int index, [NotNullWhen(true)] out string? value)
    {
        if (view.VR.IsText)
            return TextValueReader.TryGetValue(view, index, out value);
        if (view.VR == DicomVR.AT)
        {
            value = TryGetTag(view, index, out DicomTag tag) ? tag.Value.ToString("X8", System.Globalization.CultureInfo.InvariantCulture) : null;
            return value is not null;
        }

        return NumberValueReader.TryFormat(view, index, out value);
    }

    private static bool TryGetTag(in ElementView view, int index, out DicomTag tag)
    {
        tag = default;
        if (view.VR != DicomVR.AT || view.Element.Length / 4 <= index)
            return false;

        Span<byte> bytes = stackalloc byte[4];
        view.Element.Read(index * 4L, bytes);
        bool big = view.Element.IsBigEndian;
        tag = new DicomTag(ByteOrder.ReadUInt16(bytes, big), ByteOrder.ReadUInt16(bytes[2..], big));
        return true;
    }

    private static bool TryGetUid(in ElementView view, int index, out DicomUid uid)
    {
        uid = default;
        return view.VR == DicomVR.UI && TextValueReader.TryGetValue(view, index, out string? text) && DicomUid.TryParse(text, out uid);
    }

    /// <summary>The bytes of one value: AT is a pair of 16-bit numbers.</summary>
    public static int UnitOf(DicomVR vr) => vr == DicomVR.AT ? 4 : Math.Max(vr.ValueSize, 1);
}
