using System.Text;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Core.Tests;

public sealed class UidHashTests
{
    // From the contract, checked there with an independent implementation.
    [Theory]
    [InlineData("1.2.3", "14152512315557983588")]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", "13145432858483028825")]
    [InlineData("1.2.840.113619.2.405.3.2831171869.418.1754040615.617.395", "02379856497479046699")]
    public void Hashes_are_those_of_the_contract(string uid, string hash)
    {
        Assert.Equal(hash, UidHash.Of(DicomUid.Parse(uid)).Value);
        Span<char> digits = stackalloc char[UidHash.Length];
        UidHash.Format(DicomUid.Parse(uid), digits);
        Assert.Equal(hash, digits.ToString());
    }

    [Fact]
    public void The_algorithm_gives_the_value_of_its_own_documentation() =>
        Assert.Equal(1_988_685_042_348_123_509UL, SeaHash.Compute("to be or not to be"u8));

    [Fact]
    public void Every_length_of_a_uid_has_a_hash_of_its_own_and_costs_no_memory()
    {
        DicomUid[] uids = [.. Enumerable.Range(0, 32).Select(n => DicomUid.Parse("1" + string.Concat(Enumerable.Repeat(".1", n)))), DicomUid.Parse(new string('1', 64))];
        Assert.Equal(uids.Length, uids.Select(UidHash.Compute).Distinct().Count());

        char[] digits = new char[UidHash.Length];
        long allocated = Allocation.Least(() =>
        {
            foreach (DicomUid uid in uids)
                UidHash.Format(uid, digits);
        });
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Too_little_room_is_an_argument_error() =>
        Assert.Throws<ArgumentException>(() => UidHash.Format(DicomUid.Parse("1.2.3"), new char[UidHash.Length - 1]));

    [Fact]
    public void The_empty_input_is_the_mix_of_the_seeds_alone() => Assert.NotEqual(SeaHash.Compute([]), SeaHash.Compute(Encoding.ASCII.GetBytes("\0")));
}
