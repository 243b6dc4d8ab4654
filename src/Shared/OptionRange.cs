using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Dicom.Storage;

/// <summary>Checks option values; the message names the option and says what it may be.</summary>
[Embedded]
internal static class OptionRange
{
    public static T Check<T>(T value, T min, T max, [CallerMemberName] string option = "")
        where T : IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            throw new ArgumentOutOfRangeException(option, value, $"{option} must be between {min} and {max}.");
        return value;
    }
}
