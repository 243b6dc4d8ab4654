namespace Dicom.Storage.Relational.Tests;

public sealed class RetryDelaysTests
{
    [Fact]
    public void Waits_double_up_to_half_a_second_and_are_shortened_by_half_at_most()
    {
        RetryDelays delays = new(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        double[] full = [10, 20, 40, 80, 160, 320, 500, 500];
        for (int attempt = 1; attempt <= full.Length; attempt++)
            Assert.InRange(delays.Of(attempt).TotalMilliseconds, full[attempt - 1] / 2, full[attempt - 1]);
        Assert.InRange(delays.Of(1_000).TotalMilliseconds, 250, 500);
    }
}
