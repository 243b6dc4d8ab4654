using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Random histories against the reference.</summary>
public abstract class DbHistorySpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    /// <summary>The environment variable that repeats one history.</summary>
    public const string SeedVariable = "DICOM_STORAGE_SEED";

    private const int Steps = 120;

    /// <summary>Gets the number of histories: 10,000 calls on CI, a tenth of it on a desk.</summary>
    protected virtual int Histories => Environment.GetEnvironmentVariable("CI") is "true" or "1" ? 84 : 8;

    /// <summary>Gets after how many calls all rows are compared; every answer is. 1 unless the server needs long to read them.</summary>
    protected virtual int CallsBetweenComparisons => 1;

    [Fact]
    public virtual async Task Random_histories_give_the_answers_and_rows_of_the_reference()
    {
        string? given = Environment.GetEnvironmentVariable(SeedVariable);
        int first = given is null ? Environment.TickCount : int.Parse(given, provider: null);
        for (int seed = first; seed < first + (given is null ? Histories : 1); seed++)
        {
            IDbProvider db = await CreateAsync();
            try
            {
                await new DbHistory(db, seed, Token).RunAsync(Steps, CallsBetweenComparisons);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"The history of seed {seed} differs: repeat it with {SeedVariable}={seed}.", failure);
            }
        }
    }
}
