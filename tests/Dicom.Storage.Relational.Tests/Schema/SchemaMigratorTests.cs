using Dicom.Storage.Core;

namespace Dicom.Storage.Relational.Tests;

public sealed class SchemaMigratorTests
{
    private static readonly SchemaScript[] s_scripts = [new(1, "0001_a.sql", "A"), new(2, "0002_b.sql", "B\nC"), new(3, "0003_c.sql", "D")];

    [Fact]
    public async Task A_new_database_takes_every_step_in_order()
    {
        RecordingTarget target = new();
        Assert.Equal(3, await MigrateAsync(target));
        Assert.Equal([1, 2, 3], target.Applied);
        Assert.Equal(0, await MigrateAsync(target));
    }

    [Fact]
    public async Task An_older_database_takes_only_what_it_lacks()
    {
        RecordingTarget target = new([Complete(1)]);
        Assert.Equal(2, await MigrateAsync(target));
        Assert.Equal([2, 3], target.Applied);
    }

    [Fact]
    public async Task A_step_that_was_begun_and_not_ended_is_taken_again()
    {
        RecordingTarget target = new([Complete(1), Complete(2) with { IsComplete = false, Checksum = "of what was tried" }]);
        Assert.Equal(2, await MigrateAsync(target));
        Assert.Equal([2, 3], target.Applied);
    }

    [Fact]
    public async Task A_newer_database_is_refused_untouched()
    {
        RecordingTarget target = new([Complete(1), new AppliedScript(4, "x", IsComplete: true)]);
        DicomStorageException error = await Assert.ThrowsAsync<DicomStorageException>(() => MigrateAsync(target));
        Assert.Contains("version 4", error.Message, StringComparison.Ordinal);
        Assert.Contains("up to 3", error.Message, StringComparison.Ordinal);
        Assert.Empty(target.Applied);
    }

    [Fact]
    public async Task A_step_made_by_another_script_is_refused()
    {
        RecordingTarget target = new([Complete(1) with { Checksum = "other" }]);
        await Assert.ThrowsAsync<DicomStorageException>(() => MigrateAsync(target));
        Assert.Empty(target.Applied);
    }

    [Fact]
    public void The_checksum_does_not_depend_on_line_ends() =>
        Assert.Equal(s_scripts[1].Checksum, (s_scripts[1] with { Text = "B\r\nC" } is var crlf ? new SchemaScript(2, crlf.Name, crlf.Text) : null)!.Checksum);

    private static AppliedScript Complete(int version) => new(version, s_scripts[version - 1].Checksum, IsComplete: true);

    private static Task<int> MigrateAsync(RecordingTarget target) =>
        new SchemaMigrator(s_scripts).MigrateAsync(target, TestContext.Current.CancellationToken);

    private sealed class RecordingTarget(IReadOnlyList<AppliedScript>? history = null) : ISchemaTarget
    {
        private readonly Dictionary<int, AppliedScript> _history = (history ?? []).ToDictionary(a => a.Version);

        public List<int> Applied { get; } = [];

        public Task<IReadOnlyList<AppliedScript>> ReadHistoryAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AppliedScript>>([.. _history.Values]);

        public Task ApplyAsync(SchemaScript script, CancellationToken cancellationToken)
        {
            Applied.Add(script.Version);
            _history[script.Version] = new AppliedScript(script.Version, script.Checksum, IsComplete: true);
            return Task.CompletedTask;
        }
    }
}
