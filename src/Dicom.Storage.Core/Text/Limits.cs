namespace Dicom.Storage.Core;

/// <summary>1 rune.</summary>
public readonly struct Max1 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 1;
}

/// <summary>8 runes.</summary>
public readonly struct Max8 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 8;
}

/// <summary>16 runes.</summary>
public readonly struct Max16 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 16;
}

/// <summary>20 runes.</summary>
public readonly struct Max20 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 20;
}

/// <summary>32 runes.</summary>
public readonly struct Max32 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 32;
}

/// <summary>36 runes.</summary>
public readonly struct Max36 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 36;
}

/// <summary>64 runes.</summary>
public readonly struct Max64 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 64;
}

/// <summary>128 runes.</summary>
public readonly struct Max128 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 128;
}

/// <summary>256 runes.</summary>
public readonly struct Max256 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 256;
}

/// <summary>512 runes.</summary>
public readonly struct Max512 : IStringLimit
{
    /// <inheritdoc/>
    public static int MaxRunes => 512;
}
