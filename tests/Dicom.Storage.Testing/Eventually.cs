using System.Runtime.CompilerServices;
using Xunit;

namespace Dicom.Storage.Testing;

/// <summary>Waits for what comes by itself, in no promised time.</summary>
public static class Eventually
{
    /// <summary>Gets how long is waited for what must come: far longer than a machine takes that is busy with other things.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Completes when a condition holds, and fails the test where it is waited for in vain.</summary>
    public static Task IsTrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, string)"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
                Assert.Fail($"It was waited for {Patience} in vain: {what}");
            await timer.WaitForNextTickAsync();
        }
    }
}
