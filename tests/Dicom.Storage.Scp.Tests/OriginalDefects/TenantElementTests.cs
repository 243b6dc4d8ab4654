using System.Text;
using Dicom.Storage.Core;
using Dicom.Storage.DataSets;
using Dicom.Storage.Network;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Scp.Tests;

/// <summary>
/// Defect 13 of dicom-server-rs (the compatibility contract, 6 and 10): the tenant element was decoded byte by character, its padding was
/// kept, and what could not be read silently became the fallback. Defect 11: the setting that names the element was never read.
/// </summary>
public sealed class TenantElementTests
{
    private readonly SyntheticObject _object = SyntheticObject.Create(1, 1, 100);

    [Theory]
    [InlineData("clinic-a", "clinic-a")]
    [InlineData("odd", "odd")] // the client pads to even length, as senders must
    [InlineData("clinic-a  ", "clinic-a")]
    [InlineData("clinic-a\0\0", "clinic-a")]
    [InlineData("clinic.a \0", "clinic.a")]
    [InlineData("Clinic_A.1-2", "Clinic_A.1-2")]
    public async Task Defect_13_padding_is_no_part_of_the_tenant(string sent, string tenant)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.TenantElement = "12111217"));

        Assert.Equal(DimseStatus.Success, (await SendAsync(fixture, "12111217", sent)).Status);

        Assert.Single((await fixture.ImagesAsync(TenantId.Parse(tenant))).Items);
        Assert.Contains($"/objects/{tenant}/", Assert.Single(fixture.Stored), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("clinic/a")]
    [InlineData("clinic a")]
    [InlineData("klinik-ä!")]
    [InlineData("诊所诊所")]
    [InlineData("67\\108\\105\\110")]
    [InlineData("        ")]
    public async Task Defect_13_what_is_no_tenant_is_refused_and_never_becomes_the_fallback(string sent)
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.TenantElement = "12111217"));

        DimseResponse response = await SendAsync(fixture, "12111217", sent);

        Assert.Equal(DimseStatus.NotAuthorized, response.Status);
        Assert.Empty(fixture.Stored);
    }

    [Fact]
    public async Task Defect_11_the_element_is_the_one_that_the_setting_names()
    {
        await using ScpFixture fixture = await ScpFixture.StartAsync(builder => builder.Configure(scp => scp.TenantElement = "12131001"));

        Assert.Equal(DimseStatus.Success, (await SendAsync(fixture, "12131001", "clinic-b")).Status);

        Assert.Single((await fixture.ImagesAsync(TenantId.Parse("clinic-b"))).Items);
    }

    private Task<DimseResponse> SendAsync(ScpFixture fixture, string element, string tenant)
    {
        byte[] value = Encoding.UTF8.GetBytes(tenant);
        if ((value.Length & 1) != 0)
            value = [.. value, (byte)' '];
        return fixture.SendAsync(_object.DataSet, _object.SopUid, new KeyValuePair<DicomTag, ReadOnlyMemory<byte>>(new DicomTag(Convert.ToUInt32(element, 16)), value));
    }
}
