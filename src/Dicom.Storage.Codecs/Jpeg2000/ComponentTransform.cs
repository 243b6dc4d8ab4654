using System.Runtime.InteropServices;

namespace Dicom.Storage.Codecs;

/// <summary>The multiple component transforms of a tile (T.800 Annex G): RCT and ICT of its first three components.</summary>
internal static class ComponentTransform
{
    public const int Components = 3;

    /// <exception cref="CodecException">The tile's components cannot have been transformed.</exception>
    public static void Check(TileStructure tile)
    {
        if (tile.Components.Length < Components)
            throw Jpeg2000Errors.Invalid("a component transform needs three components.");
        TileComponent first = tile.Components[0];
        for (int i = 1; i < Components; i++)
        {
            if (tile.Components[i].Bounds != first.Bounds || tile.Components[i].Style.IsReversible != first.Style.IsReversible)
                throw Jpeg2000Errors.Invalid("a component transform needs three components that are alike.");
        }
    }

    /// <summary>Undoes the transform for three rows of equal width that lie one behind the other.</summary>
    public static void Inverse(Span<int> rows, bool isReversible)
    {
        int width = rows.Length / Components;
        Span<int> c0 = rows[..width];
        Span<int> c1 = rows.Slice(width, width);
        Span<int> c2 = rows.Slice(2 * width, width);
        if (isReversible)
            CoefficientKernels.InverseReversibleTransform(c0, c1, c2);
        else
            CoefficientKernels.InverseIrreversibleTransform(MemoryMarshal.Cast<int, float>(c0), MemoryMarshal.Cast<int, float>(c1), MemoryMarshal.Cast<int, float>(c2));
    }
}
