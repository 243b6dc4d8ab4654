using System.Text;
using System.Text.Json;
using CsCheck;

namespace Dicom.Storage.Core.Tests;

public sealed class TenantIdTests
{
    [Theory]
    [InlineData("1234567890")]
    [InlineData("a")]
    [InlineData("Hospital_A-1.b")]
    [InlineData("...")]
    [InlineData(".hidden")]
    public void Tenants_of_the_rule_are_taken(string text)
    {
        Assert.Equal(text, TenantId.Parse(text).Value);
        Assert.True(TenantId.TryParse(Encoding.ASCII.GetBytes(text), out TenantId fromBytes), "bytes refused");
        Assert.Equal(text, fromBytes.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("../etc")]
    [InlineData("a b")]
    [InlineData("a\0b")]
    [InlineData("ä")]
    [InlineData("a:b")]
    [InlineData("*")]
    public void Everything_else_is_refused(string text)
    {
        Assert.False(TenantId.TryParse(text, out _), "was taken");
        Assert.Throws<FormatException>(() => TenantId.Parse(text));
        Assert.False(TenantId.TryParse(Encoding.UTF8.GetBytes(text), out _), "bytes were taken");
    }

    // The decoding vectors of the command element (1211,1217): odd length padded with space or NUL, padded twice, only padding.
    [Theory]
    [InlineData("61626320", "abc")]
    [InlineData("61626300", "abc")]
    [InlineData("6162632000", "abc")]
    [InlineData("20616263", "abc")]
    [InlineData("31323334353637383930", "1234567890")]
    [InlineData("", "")]
    [InlineData("20200000", "")]
    [InlineData("61006263", "")]
    [InlineData("C3A4", "")]
    public void Wire_bytes_are_trimmed_of_padding_and_checked(string hex, string expected)
    {
        Assert.Equal(expected.Length > 0, TenantId.TryParse(Convert.FromHexString(hex), out TenantId tenant));
        Assert.Equal(expected, tenant.Value);
    }

    [Fact]
    public void Sixty_four_characters_fit_and_no_more()
    {
        Assert.True(TenantId.TryParse(new string('a', 64), out _), "64 refused");
        Assert.False(TenantId.TryParse(new string('a', 65), out _), "65 taken");
        Assert.False(TenantId.TryParse(Encoding.ASCII.GetBytes(new string('a', 65)), out _), "65 bytes taken");
    }

    [Fact]
    public void A_tenant_is_always_one_segment_of_a_path() => Gen.String[Gen.Char["ab./\\:\0 ~*?"], 0, 6].Sample(text =>
    {
        if (!TenantId.TryParse(text, out TenantId tenant))
            return;
        string root = Path.GetFullPath("/root");
        Assert.Equal(root, Path.GetDirectoryName(Path.GetFullPath(Path.Combine(root, tenant.Value))));
    });

    [Fact]
    public void Case_matters_and_the_fallback_is_that_of_the_contract()
    {
        Assert.NotEqual(TenantId.Parse("a"), TenantId.Parse("A"));
        Assert.Equal("1234567890", TenantId.Fallback.Value);
        Assert.Equal("\"1234567890\"", JsonSerializer.Serialize(TenantId.Fallback));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TenantId>("\"../x\""));
    }
}
