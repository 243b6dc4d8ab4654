using System.Collections.Frozen;

namespace Dicom.Storage.DataSets;

/// <summary>The UIDs of PS3.6 A: they name what the standard defines, never an object.</summary>
internal static partial class WellKnownUids
{
    private static readonly FrozenSet<string> s_all = BelowRoot.Split(' ').Select(uid => Root + uid).ToFrozenSet(StringComparer.Ordinal);

    public static bool Contains(string uid) => s_all.Contains(uid);
}
