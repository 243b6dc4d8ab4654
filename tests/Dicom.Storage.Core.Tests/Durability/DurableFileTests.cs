using Dicom.Storage.Testing;
using Microsoft.Win32.SafeHandles;

namespace Dicom.Storage.Core.Tests;

public sealed class DurableFileTests
{
    private const int InputOutputError = 5; // EIO

    [Fact]
    public void A_rename_never_replaces_what_is_there()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["a"], "a");
        File.WriteAllText(directory["b"], "b");

        Assert.False(DurableFile.TryRenameNoReplace(directory["a"], directory["b"]));

        Assert.Equal("a", File.ReadAllText(directory["a"]));
        Assert.Equal("b", File.ReadAllText(directory["b"]));
    }

    [Fact]
    public void A_rename_to_a_free_name_moves_the_file()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["a"], "a");

        Assert.True(DurableFile.TryRenameNoReplace(directory["a"], directory["b"]));

        Assert.False(File.Exists(directory["a"]));
        Assert.Equal("a", File.ReadAllText(directory["b"]));
    }

    [Fact]
    public void A_rename_of_a_missing_file_says_what_failed()
    {
        using TemporaryDirectory directory = new();

        DurabilityException exception = Assert.Throws<DurabilityException>(() => DurableFile.TryRenameNoReplace(directory["none"], directory["b"]));

        Assert.Equal("rename", exception.Operation);
        Assert.Equal(2, exception.ErrorCode); // ENOENT
    }

    [Fact]
    public void A_link_gives_the_same_file_a_second_name_and_never_takes_one()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["a"], "a");

        Assert.Equal(LinkResult.Linked, DurableFile.TryLink(directory["a"], directory["b"]));
        Assert.Equal(LinkResult.NameExists, DurableFile.TryLink(directory["a"], directory["b"]));
        Assert.Equal(FileIdentity.Of(directory["a"]), FileIdentity.Of(directory["b"]));

        File.WriteAllText(directory["c"], "a");
        Assert.NotEqual(FileIdentity.Of(directory["a"]), FileIdentity.Of(directory["c"]));
    }

    [Fact]
    public void A_link_to_another_volume_is_not_supported()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["a"], "a");

        Assert.Equal(LinkResult.NotSupported, DurableFile.TryLink(directory["a"], Path.Combine(volume.MountPoint, "a")));
    }

    [Fact]
    public void A_new_file_is_never_an_old_one()
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory["a"], "a");

        Assert.Throws<IOException>(() => DurableFile.CreateNew(directory["a"]));
    }

    [Fact]
    public void A_flush_that_fails_is_told()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        using SafeFileHandle file = DurableFile.CreateNew(Path.Combine(volume.MountPoint, "a"));
        RandomAccess.Write(file, new byte[4096], 0);

        volume.CutPower();

        DurabilityException exception = Assert.Throws<DurabilityException>(() => DurableFile.Flush(file));
        Assert.Equal(InputOutputError, exception.ErrorCode);
    }

    [Fact]
    public void A_directory_flush_that_fails_is_told()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        DurableFile.CreateNew(Path.Combine(volume.MountPoint, "a")).Dispose();

        volume.CutPower();

        DurabilityException exception = Assert.Throws<DurabilityException>(() => DurableFile.FlushDirectory(volume.MountPoint));
        Assert.Equal(InputOutputError, exception.ErrorCode);
    }

    [Fact]
    public void What_was_flushed_survives_a_power_cut_and_what_was_not_does_not()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        string safe = Path.Combine(volume.MountPoint, "safe");
        string unsafePath = Path.Combine(volume.MountPoint, "unsafe");
        using (SafeFileHandle file = DurableFile.CreateNew(safe))
        {
            RandomAccess.Write(file, "kept"u8, 0);
            DurableFile.Flush(file);
        }

        DurableFile.FlushDirectory(volume.MountPoint);
        File.WriteAllText(unsafePath, "lost");

        volume.CutPower();
        volume.Remount();

        Assert.Equal("kept", File.ReadAllText(safe));
        // Shows that the cut is one: without it the test above would prove nothing.
        Assert.True(!File.Exists(unsafePath) || new FileInfo(unsafePath).Length == 0);
    }

    [Fact]
    public void Directories_made_durably_survive_a_power_cut()
    {
        using LoopVolume volume = LoopVolume.Require(megabytes: 16);
        string deep = Path.Combine(volume.MountPoint, "a", "b", "c");

        DurableDirectory.Create(deep);
        volume.CutPower();
        volume.Remount();

        Assert.True(Directory.Exists(deep));
    }
}
