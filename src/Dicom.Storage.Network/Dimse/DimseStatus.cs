using System.Globalization;

namespace Dicom.Storage.Network;

/// <summary>The status of a DIMSE response: Status (0000,0900), PS3.7 C and PS3.4 B.2.3 for C-STORE.</summary>
/// <param name="Code">The 16 bit code as on the wire.</param>
public readonly record struct DimseStatus(ushort Code)
{
    /// <summary>Gets 0000: done.</summary>
    public static DimseStatus Success => new(0x0000);

    /// <summary>Gets 0110: processing failure, the provider's own fault.</summary>
    public static DimseStatus ProcessingFailure => new(0x0110);

    /// <summary>Gets 0111: duplicate SOP instance.</summary>
    public static DimseStatus DuplicateSopInstance => new(0x0111);

    /// <summary>Gets 0112: no such SOP instance.</summary>
    public static DimseStatus NoSuchSopInstance => new(0x0112);

    /// <summary>Gets 0115: invalid argument value.</summary>
    public static DimseStatus InvalidArgumentValue => new(0x0115);

    /// <summary>Gets 0117: invalid SOP instance, the UID breaks its construction rules.</summary>
    public static DimseStatus InvalidSopInstance => new(0x0117);

    /// <summary>Gets 0118: no such SOP class.</summary>
    public static DimseStatus NoSuchSopClass => new(0x0118);

    /// <summary>Gets 0119: class-instance conflict.</summary>
    public static DimseStatus ClassInstanceConflict => new(0x0119);

    /// <summary>Gets 0122: SOP class not supported, or not the one of the presentation context.</summary>
    public static DimseStatus SopClassNotSupported => new(0x0122);

    /// <summary>Gets 0124: not authorized.</summary>
    public static DimseStatus NotAuthorized => new(0x0124);

    /// <summary>Gets 0131: duplicate transaction UID.</summary>
    public static DimseStatus DuplicateTransactionUid => new(0x0131);

    /// <summary>Gets 0210: a request with this message id is still pending.</summary>
    public static DimseStatus DuplicateInvocation => new(0x0210);

    /// <summary>Gets 0211: the operation is not known here.</summary>
    public static DimseStatus UnrecognizedOperation => new(0x0211);

    /// <summary>Gets 0212: mistyped argument.</summary>
    public static DimseStatus MistypedArgument => new(0x0212);

    /// <summary>Gets 0213: resource limitation.</summary>
    public static DimseStatus ResourceLimitation => new(0x0213);

    /// <summary>Gets A700: out of resources; the sender may try again later (PS3.4 B.2.3).</summary>
    public static DimseStatus OutOfResources => new(0xA700);

    /// <summary>Gets A900: the data set does not match the SOP class (PS3.4 B.2.3).</summary>
    public static DimseStatus DataSetDoesNotMatchSopClass => new(0xA900);

    /// <summary>Gets C000: cannot understand (PS3.4 B.2.3).</summary>
    public static DimseStatus CannotUnderstand => new(0xC000);

    /// <summary>Gets C001, a sub-code of cannot understand: a UID is absent or malformed.</summary>
    public static DimseStatus BadUid => new(0xC001);

    /// <summary>Gets C002, a sub-code of cannot understand: the data set ends too early.</summary>
    public static DimseStatus IncompleteDataSet => new(0xC002);

    /// <summary>Gets C003, a sub-code of cannot understand: the structure is broken.</summary>
    public static DimseStatus BrokenStructure => new(0xC003);

    /// <summary>Gets C004, a sub-code of cannot understand: a limit of this server is exceeded.</summary>
    public static DimseStatus LimitExceeded => new(0xC004);

    /// <summary>Gets C005, a sub-code of cannot understand: the data set has a group that does not belong there.</summary>
    public static DimseStatus ForbiddenGroup => new(0xC005);

    /// <summary>Gets B000: stored, some elements were coerced (PS3.4 B.2.3).</summary>
    public static DimseStatus CoercionOfDataElements => new(0xB000);

    /// <summary>Gets B007: stored, although the data set does not match the SOP class (PS3.4 B.2.3).</summary>
    public static DimseStatus StoredDataSetDoesNotMatchSopClass => new(0xB007);

    /// <summary>Gets FE00: cancelled.</summary>
    public static DimseStatus Cancel => new(0xFE00);

    /// <summary>Gets FF00: pending.</summary>
    public static DimseStatus Pending => new(0xFF00);

    /// <summary>Gets what the code means for the request (PS3.7 C).</summary>
    public DimseStatusCategory Category => Code switch
    {
        0x0000 => DimseStatusCategory.Success,
        0x0001 or 0x0107 or 0x0116 => DimseStatusCategory.Warning,
        >= 0xB000 and <= 0xBFFF => DimseStatusCategory.Warning,
        0xFE00 => DimseStatusCategory.Cancel,
        0xFF00 or 0xFF01 => DimseStatusCategory.Pending,
        _ => DimseStatusCategory.Failure,
    };

    /// <summary>Gets whether the object of a C-STORE is stored: success or warning.</summary>
    public bool IsStored => Category is DimseStatusCategory.Success or DimseStatusCategory.Warning;

    /// <summary>Gets the code as four hexadecimal digits.</summary>
    public override string ToString() => Code.ToString("X4", CultureInfo.InvariantCulture);
}
