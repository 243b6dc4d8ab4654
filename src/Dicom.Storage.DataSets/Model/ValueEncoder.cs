using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Dicom.Storage.DataSets;

/// <summary>Values of .NET types as elements: numbers little endian, text of the default repertoire as bytes, other text as it is until it is written.</summary>
internal static class ValueEncoder
{
    public static DicomElement Encode<T>(DicomTag tag, DicomVR vr, ReadOnlySpan<T> values)
    {
        if (values.IsEmpty)
            return new DicomElement(tag, vr, RawValue.Empty, isBigEndian: false);
        if (typeof(T) == typeof(string))
            return FromTexts(tag, vr, Cast<T, string>(values));
        if (typeof(T) == typeof(DicomTag))
            return FromTags(tag, vr, Cast<T, DicomTag>(values));
        if (typeof(T) == typeof(DicomUid))
            return FromTexts(tag, vr, Texts(Cast<T, DicomUid>(values), static uid => uid.Value));
        if (typeof(T) == typeof(int))
            return FromNumbers(tag, vr, Cast<T, int>(values));
        if (typeof(T) == typeof(double))
            return FromNumbers(tag, vr, Cast<T, double>(values));
        if (typeof(T) == typeof(ushort))
            return FromNumbers(tag, vr, Cast<T, ushort>(values));
        if (typeof(T) == typeof(byte))
            return FromNumbers(tag, vr, Cast<T, byte>(values));
        return EncodeOther(tag, vr, values);
    }

    private static DicomElement EncodeOther<T>(DicomTag tag, DicomVR vr, ReadOnlySpan<T> values)
    {
        if (typeof(T) == typeof(short))
            return FromNumbers(tag, vr, Cast<T, short>(values));
        if (typeof(T) == typeof(uint))
            return FromNumbers(tag, vr, Cast<T, uint>(values));
        if (typeof(T) == typeof(long))
            return FromNumbers(tag, vr, Cast<T, long>(values));
        if (typeof(T) == typeof(ulong))
            return FromNumbers(tag, vr, Cast<T, ulong>(values));
        if (typeof(T) == typeof(float))
            return FromNumbers(tag, vr, Cast<T, float>(values));
        if (typeof(T) == typeof(decimal))
            return FromNumbers(tag, vr, Cast<T, decimal>(values));
        if (typeof(T) == typeof(sbyte))
            return FromNumbers(tag, vr, Cast<T, sbyte>(values));
        return FromTexts(tag, vr, DateValueEncoder.Texts(vr, values));
    }

    private static DicomElement FromTexts(DicomTag tag, DicomVR vr, ReadOnlySpan<string> values)
    {
        if (!vr.IsText)
            return FromTextsAsNumbers(tag, vr, values);

        string text = values.Length == 1 ? values[0] : string.Join('\\', values);
        ArgumentNullException.ThrowIfNull(text, nameof(values));
        if (vr.HasCharacterSet && !Ascii.IsValid(text))
            return new DicomElement(tag, vr, text);
        return new DicomElement(tag, vr, RawValue.Of(Pad(TextValueEncoder.Encode(tag, vr, text, DicomCharacterSets.Default), vr)), isBigEndian: false);
    }

    // "512" for US, "00080018" for AT: what other libraries take.
    private static DicomElement FromTextsAsNumbers(DicomTag tag, DicomVR vr, ReadOnlySpan<string> values)
    {
        if (vr == DicomVR.AT)
        {
            return FromTags(tag, vr, Texts(values, text =>
                uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number) ? new DicomTag(number) : throw Unfit(tag, vr)));
        }

        if (vr.ValueSize == 1 || !vr.IsKnown)
            throw Unfit(tag, vr);
        if (vr == DicomVR.FL || vr == DicomVR.FD || vr == DicomVR.OF || vr == DicomVR.OD)
        {
            return FromNumbers<double>(tag, vr, Texts(values, text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : throw Unfit(tag, vr)));
        }

        return FromNumbers<decimal>(tag, vr, Texts(values, text =>
            decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : throw Unfit(tag, vr)));
    }

    private static DicomElement FromTags(DicomTag tag, DicomVR vr, ReadOnlySpan<DicomTag> values)
    {
        if (vr != DicomVR.AT)
            throw Unfit(tag, vr);

        Span<ushort> halves = values.Length <= 32 ? stackalloc ushort[values.Length * 2] : new ushort[values.Length * 2];
        for (int i = 0; i < values.Length; i++)
        {
            halves[i * 2] = values[i].Group;
            halves[(i * 2) + 1] = values[i].Element;
        }

        return new DicomElement(tag, vr, RawValue.Of(LittleEndian<ushort>(halves)), isBigEndian: false);
    }

    private static DicomElement FromNumbers<T>(DicomTag tag, DicomVR vr, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        if (vr.IsText)
            return FromTexts(tag, vr, NumberTexts(tag, vr, values));
        try
        {
            return new DicomElement(tag, vr, RawValue.Of(Binary(tag, vr, values)), isBigEndian: false);
        }
        catch (OverflowException)
        {
            throw Unfit(tag, vr);
        }
    }

    private static byte[] Binary<T>(DicomTag tag, DicomVR vr, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        if (vr == DicomVR.FL || vr == DicomVR.OF)
            return Convert<T, float>(tag, vr, values);
        if (vr == DicomVR.FD || vr == DicomVR.OD)
            return Convert<T, double>(tag, vr, values);
        if (vr == DicomVR.OW && typeof(T) == typeof(short))
            return Convert<T, short>(tag, vr, values);
        if (vr == DicomVR.AT || vr == DicomVR.SQ)
            throw Unfit(tag, vr);
        return vr.ValueSize switch
        {
            2 => vr == DicomVR.SS ? Convert<T, short>(tag, vr, values) : Convert<T, ushort>(tag, vr, values),
            4 => vr == DicomVR.SL || (vr == DicomVR.OL && typeof(T) == typeof(int)) ? Convert<T, int>(tag, vr, values) : Convert<T, uint>(tag, vr, values),
            8 => vr == DicomVR.SV || (vr == DicomVR.OV && typeof(T) == typeof(long)) ? Convert<T, long>(tag, vr, values) : Convert<T, ulong>(tag, vr, values),
            _ => Pad(Convert<T, byte>(tag, vr, values), vr),
        };
    }

    private static byte[] Convert<TFrom, TTo>(DicomTag tag, DicomVR vr, ReadOnlySpan<TFrom> values)
        where TFrom : struct, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        if (typeof(TFrom) == typeof(TTo))
            return LittleEndian(Cast<TFrom, TTo>(values));

        bool whole = typeof(TTo) != typeof(float) && typeof(TTo) != typeof(double);
        var converted = new TTo[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (whole && !TFrom.IsInteger(values[i]))
                throw Unfit(tag, vr);
            converted[i] = TTo.CreateChecked(values[i]);
        }

        return LittleEndian<TTo>(converted);
    }

    private static string[] NumberTexts<T>(DicomTag tag, DicomVR vr, ReadOnlySpan<T> values)
        where T : struct, INumber<T>
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            if (!T.IsFinite(values[i]) || (vr == DicomVR.IS && !T.IsInteger(values[i])))
                throw Unfit(tag, vr);
            texts[i] = vr == DicomVR.DS ? DecimalText(values[i]) : values[i].ToString(vr == DicomVR.IS ? "0" : null, CultureInfo.InvariantCulture);
        }

        return texts;
    }

    private static string DecimalText<T>(T value)
        where T : struct, INumber<T> =>
        typeof(T) == typeof(double) || typeof(T) == typeof(float)
            ? DicomDecimalString.Format(double.CreateChecked(value))
            : DicomDecimalString.Format(decimal.CreateChecked(value));

    private static byte[] LittleEndian<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            ByteOrder.Swap(bytes, Unsafe.SizeOf<T>());
        return bytes;
    }

    private static byte[] Pad(byte[] bytes, DicomVR vr)
    {
        if ((bytes.Length & 1) == 0)
            return bytes;

        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = vr.Padding;
        return bytes;
    }

    public static TTo[] Texts<TFrom, TTo>(ReadOnlySpan<TFrom> values, Func<TFrom, TTo> convert)
    {
        var texts = new TTo[values.Length];
        for (int i = 0; i < texts.Length; i++)
            texts[i] = convert(values[i]);
        return texts;
    }

    public static ReadOnlySpan<TTo> Cast<TFrom, TTo>(ReadOnlySpan<TFrom> values) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TFrom, TTo>(ref MemoryMarshal.GetReference(values)), values.Length);

    private static DicomDataException Unfit(DicomTag tag, DicomVR vr) => new($"{DicomMessages.Name(tag)} of VR {vr} cannot hold the value given: it needs another type, or a number in its range.");
}
