namespace Dicom.Storage.DataSets.Tests;

/// <summary>Outside programs that a test needs.</summary>
internal static class Tools
{
    /// <summary>Skips on a desk and fails where CI=true.</summary>
    public static void Missing(string message)
    {
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1")
            Assert.Fail(message);
        Assert.Skip(message);
    }
}
