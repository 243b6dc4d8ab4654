namespace Dicom.Storage.Codecs;

/// <summary>What the samples of a pixel are: Photometric Interpretation (0028,0004), PS3.3 C.7.6.3.1.2.</summary>
internal enum Photometric
{
    /// <summary>One sample: MONOCHROME1 or MONOCHROME2.</summary>
    Monochrome,

    /// <summary>One sample: an index into the palette.</summary>
    Palette,

    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Luminance and two chrominances of full size.</summary>
    YbrFull,

    /// <summary>Two pixels share their chrominances, where there is no compression that brings them to full size.</summary>
    YbrFull422,

    /// <summary>The irreversible transform of JPEG 2000, which its codestream undoes.</summary>
    YbrIct,

    /// <summary>The reversible transform of JPEG 2000, which its codestream undoes.</summary>
    YbrRct,
}
