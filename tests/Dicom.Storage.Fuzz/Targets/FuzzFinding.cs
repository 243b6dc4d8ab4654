namespace Dicom.Storage.Fuzz;

/// <summary>A property that an input breaks.</summary>
internal sealed class FuzzFinding(string message) : Exception(message)
{
    public static void ThrowUnless(bool holds, string message)
    {
        if (!holds)
            throw new FuzzFinding(message);
    }
}
