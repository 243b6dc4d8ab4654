using Dicom.Storage.Core;

namespace Dicom.Storage.Specification;

/// <summary>Random histories against the reference.</summary>
public abstract class DbHistorySpecification<TFixture>(TFixture fixture) : DbSpecification<TFixture>(fixture)
    where TFixture : class, IDbProviderFixture
{
    /// <summary>The environment variable that repeats one history.</summary>
    public const string SeedVariable = "DICOM_STORAGE_SEED";

    /// <summary>Gets the number of histories; fewer for servers at the end of a wire.</summary>
    protected virtual int Histories => 8;

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
                await new DbHistory(db, seed, Token).RunAsync(steps: 120);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                throw new InvalidOperationException($"The history of seed {seed} differs: repeat it with {SeedVariable}={seed}.", failure);
            }
        }
    }
}
