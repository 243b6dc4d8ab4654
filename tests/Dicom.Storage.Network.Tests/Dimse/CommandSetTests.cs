using CsCheck;
using Dicom.Storage.DataSets;
using Dicom.Storage.Testing;

namespace Dicom.Storage.Network.Tests;

public sealed class CommandSetTests
{
    [Fact]
    public void The_elements_of_a_store_request_are_read()
    {
        Assert.True(CommandSet.TryParse(PduBytes.StoreRequest(258), null, out CommandSet? command));

        Assert.Equal((DimseCommandField.CStoreRequest, 258, true, false), (command.CommandField, command.MessageId, command.HasDataSet, command.IsResponse));
        Assert.True(command.TryGetUid(new DicomTag(0x0000, 0x1000), out DicomUid instance));
        Assert.Equal("1.2.3.4", instance.Value);
        Assert.False(command.TryGetRaw(new DicomTag(0x0000, 0x0900), out _));
        Assert.False(command.TryGetUInt16(new DicomTag(0x0000, 0x1000), out _));
    }

    [Fact]
    public void A_command_cut_at_any_byte_is_none()
    {
        byte[] whole = PduBytes.StoreRequest(1);
        for (int length = 0; length < whole.Length; length++)
            Assert.False(CommandSet.TryParse(whole.AsMemory(0, length), null, out _), $"{length}");
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_never_more() =>
        Gen.Byte.Array[0, 200].Sample(bytes =>
        {
            if (CommandSet.TryParse(bytes, null, out CommandSet? command))
                Assert.Equal(bytes, command.Encoded.ToArray());
        });

    [Fact]
    public void A_store_request_that_we_write_is_the_one_written_by_hand()
    {
        using DicomStoreSource source = Requests.Ct(new byte[2]);

        Assert.Equal(PduBytes.StoreRequest(9), RequestWriter.Store(9, source));
        Assert.Equal(PduBytes.EchoRequest(9), RequestWriter.Echo(9));
    }

    [Fact]
    public void An_extra_element_stands_behind_the_group_and_is_not_counted_by_its_length()
    {
        using DicomStoreSource source = Requests.Ct(new byte[2]);
        source.ExtraCommandElements = [new(new DicomTag(0x1211, 0x1217), "ab"u8.ToArray())];

        Assert.Equal([.. PduBytes.StoreRequest(9), .. PduBytes.Element(0x1211, 0x1217, PduBytes.Ascii("ab"))], RequestWriter.Store(9, source));
    }

    [Theory]
    [InlineData(0x0000, DimseStatusCategory.Success, true)]
    [InlineData(0xB000, DimseStatusCategory.Warning, true)]
    [InlineData(0xB007, DimseStatusCategory.Warning, true)]
    [InlineData(0x0107, DimseStatusCategory.Warning, true)]
    [InlineData(0xA700, DimseStatusCategory.Failure, false)]
    [InlineData(0xA900, DimseStatusCategory.Failure, false)]
    [InlineData(0xC123, DimseStatusCategory.Failure, false)]
    [InlineData(0x0110, DimseStatusCategory.Failure, false)]
    [InlineData(0xFE00, DimseStatusCategory.Cancel, false)]
    [InlineData(0xFF00, DimseStatusCategory.Pending, false)]
    public void A_status_has_the_category_of_the_standard(ushort code, DimseStatusCategory category, bool isStored)
    {
        DimseStatus status = new(code);

        Assert.Equal((category, isStored), (status.Category, status.IsStored));
    }
}
