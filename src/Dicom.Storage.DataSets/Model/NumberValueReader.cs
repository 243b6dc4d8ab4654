using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Dicom.Storage.DataSets;

/// <summary>Numbers of binary VRs and of IS and DS, in any number type that can hold them.</summary>
internal static class NumberValueReader
{
    public static bool TryGet<T>(in ElementView view, int index, out T value)
        where T : struct, INumber<T>
    {
        value = default;
        if (view.VR.IsText)
            return TryGetFromText(view, index, out value);

        DicomVR vr = view.VR;
        int size = vr.ValueSize;
        if (vr == DicomVR.AT || vr == DicomVR.SQ || size == 0 || view.Element.Length / size <= index)
            return false;

        Span<byte> bytes = stackalloc byte[8];
        view.Element.Read((long)index * size, bytes[..size]);
        bool big = view.Element.IsBigEndian;
        if (vr == DicomVR.FD || vr == DicomVR.OD)
            return TryConvert(BitConverter.UInt64BitsToDouble(ByteOrder.ReadUInt64(bytes, big)), out value);
        if (vr == DicomVR.FL || vr == DicomVR.OF)
            return TryConvert((double)BitConverter.UInt32BitsToSingle(ByteOrder.ReadUInt32(bytes, big)), out value);
        if (vr == DicomVR.UV || vr == DicomVR.OV)
            return TryConvertInteger(ByteOrder.ReadUInt64(bytes, big), out value);
        return TryConvertInteger(ReadInteger(bytes, vr, size, big), out value);
    }

    /// <summary>One number in invariant decimals.</summary>
    public static bool TryFormat(in ElementView view, int index, [NotNullWhen(true)] out string? text)
    {
        text = null;
        DicomVR vr = view.VR;
        if (vr == DicomVR.FL || vr == DicomVR.OF)
            text = TryGet(view, index, out float number) ? number.ToString(CultureInfo.InvariantCulture) : null;
        else if (vr == DicomVR.FD || vr == DicomVR.OD)
            text = TryGet(view, index, out double number) ? number.ToString(CultureInfo.InvariantCulture) : null;
        else if (vr == DicomVR.UV || vr == DicomVR.OV)
            text = TryGet(view, index, out ulong number) ? number.ToString(CultureInfo.InvariantCulture) : null;
        else
            text = TryGet(view, index, out long number) ? number.ToString(CultureInfo.InvariantCulture) : null;
        return text is not null;
    }

    private static long ReadInteger(ReadOnlySpan<byte> bytes, DicomVR vr, int size, bool big) => size switch
    {
        1 => bytes[0],
        2 => vr == DicomVR.SS ? (short)ByteOrder.ReadUInt16(bytes, big) : ByteOrder.ReadUInt16(bytes, big),
        4 => vr == DicomVR.SL ? (int)ByteOrder.ReadUInt32(bytes, big) : ByteOrder.ReadUInt32(bytes, big),
        _ => (long)ByteOrder.ReadUInt64(bytes, big),
    };

    private static bool TryGetFromText<T>(in ElementView view, int index, out T value)
        where T : struct, INumber<T>
    {
        if (view.Element.Text is null && !view.VR.HasCharacterSet)
        {
            value = default;
            return TextValueReader.TryGetBytes(view.Element.GetBuffer().Span, index, out ReadOnlySpan<byte> bytes)
                && TryParse(TextValue.Widen(bytes, stackalloc char[TextValue.MaxLength]), out value);
        }

        value = default;
        return TextValueReader.TryGetValue(view, index, out string? text) && TryParse(text, out value);
    }

    private static bool TryParse<T>(ReadOnlySpan<char> text, out T value)
        where T : struct, INumber<T>
    {
        value = default;
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
            return DicomDecimalString.TryParse(text, out double number) && TryConvert(number, out value);
        return (DicomIntegerString.TryParse(text, out long whole) && TryConvertInteger(whole, out value))
            || (DicomDecimalString.TryParse(text, out decimal exact) && TryConvertExact(exact, out value));
    }

    private static bool TryConvert<T>(double number, out T value)
        where T : struct, INumber<T>
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float))
        {
            value = T.CreateSaturating(number);
            return double.IsFinite(number) == T.IsFinite(value);
        }

        value = default;
        if (typeof(T) == typeof(decimal))
        {
            bool fits = Math.Abs(number) < (double)decimal.MaxValue;
            value = fits ? T.CreateSaturating(number) : default;
            return fits;
        }

        return TryConvertExact(number, out value);
    }

    private static bool TryConvertInteger<TFrom, T>(TFrom number, out T value)
        where TFrom : struct, IBinaryInteger<TFrom>
        where T : struct, INumber<T>
    {
        if (typeof(T) == typeof(double) || typeof(T) == typeof(float) || typeof(T) == typeof(decimal))
        {
            value = T.CreateSaturating(number);
            return true;
        }

        return TryConvertExact(number, out value);
    }

    // What saturates or loses its fraction does not come back as it was.
    private static bool TryConvertExact<TFrom, T>(TFrom number, out T value)
        where TFrom : struct, INumber<TFrom>
        where T : struct, INumber<T>
    {
        value = T.CreateSaturating(number);
        bool same = TFrom.CreateSaturating(value) == number;
        if (!same)
            value = default;
        return same;
    }
}
