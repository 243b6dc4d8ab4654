namespace Dicom.Storage.Network.Tests;

public sealed class MemoryBudgetTests
{
    [Fact]
    public async Task Who_finds_no_share_waits_in_turn_and_asks_for_relief()
    {
        int asked = 0;
        MemoryBudget budget = new(100, () => asked++);
        await budget.TakeAsync(60, CancellationToken.None);
        Task large = budget.TakeAsync(60, CancellationToken.None).AsTask();
        Task small = budget.TakeAsync(10, CancellationToken.None).AsTask(); // would fit, and is not let pass the one before it

        Assert.Equal((2, 2), (asked, budget.Waiting));
        Assert.False(large.IsCompleted || small.IsCompleted);

        budget.Give(60);
        await large;
        await small;
        Assert.Equal(70, budget.Used);
    }

    [Fact]
    public async Task Who_gives_up_waiting_holds_nothing_and_holds_nobody_up()
    {
        MemoryBudget budget = new(100, () => { });
        await budget.TakeAsync(60, CancellationToken.None);
        using CancellationTokenSource impatient = new();
        Task large = budget.TakeAsync(60, impatient.Token).AsTask();
        Task small = budget.TakeAsync(10, CancellationToken.None).AsTask();

        await impatient.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal((70, 0), (budget.Used, budget.Waiting));
        budget.Give(60);
        budget.Give(10);
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public async Task A_share_above_the_budget_is_the_whole_budget()
    {
        MemoryBudget budget = new(100, () => { });

        await budget.TakeAsync(1_000, CancellationToken.None);

        Assert.Equal(100, budget.Used);
        budget.Give(1_000);
        Assert.Equal(0, budget.Used);
    }

    [Fact]
    public void What_is_noted_is_counted_and_above_the_budget_relief_is_asked_for()
    {
        int asked = 0;
        MemoryBudget budget = new(100, () => asked++);

        budget.Note(90);
        Assert.Equal(0, asked);
        budget.Note(20);
        Assert.Equal(1, asked);
        budget.Note(-110);

        Assert.Equal((0, 1), (budget.Used, asked));
    }
}
