using System.Text.Json;
using Dicom.Storage.Core;
using Dicom.Storage.Specification;

namespace Dicom.Storage.Relational.Tests;

public sealed class MetaTableTests
{
    [Fact]
    public void Every_column_is_written_once_in_its_kind()
    {
        InstanceKey key = Samples.Instance();
        AssertKinds(MetaTables.State, FullSamples.State(key.Series));
        AssertKinds(MetaTables.Image, FullSamples.Image(key));
        AssertKinds(MetaTables.Store, FullSamples.Store(key));
        AssertKinds(MetaTables.Json, FullSamples.Json(key.Series));
    }

    [Fact]
    public void Columns_are_the_names_of_the_messages_in_their_order()
    {
        InstanceKey key = Samples.Instance();
        Assert.Equal(Names(JsonSerializer.SerializeToElement(FullSamples.State(key.Series), DicomMetaJson.Compatible.State)), MetaTables.State.ColumnList.Split(", "));
        Assert.Equal(Names(JsonSerializer.SerializeToElement(FullSamples.Image(key), DicomMetaJson.Compatible.Image)), MetaTables.Image.ColumnList.Split(", "));
        Assert.Equal(Names(JsonSerializer.SerializeToElement(FullSamples.Store(key), DicomMetaJson.Compatible.Store)), MetaTables.Store.ColumnList.Split(", "));
        Assert.Equal(Names(JsonSerializer.SerializeToElement(FullSamples.Json(key.Series), DicomMetaJson.Compatible.Json)), MetaTables.Json.ColumnList.Split(", "));
    }

    [Fact]
    public void The_tenant_leads_every_key_but_that_of_the_journal()
    {
        Assert.Equal(["tenant_id", "study_uid", "series_uid"], Keys(MetaTables.State));
        Assert.Equal(["tenant_id", "study_uid", "series_uid", "sop_uid"], Keys(MetaTables.Image));
        Assert.Equal(["tenant_id", "study_uid", "series_uid"], Keys(MetaTables.Json));
        Assert.Equal(["trace_id"], Keys(MetaTables.Store));
    }

    private static IEnumerable<string> Keys<T>(MetaTable<T> table) => table.Columns.Where(c => c.Role == ColumnRole.Key).Select(c => c.Name);

    private static IEnumerable<string> Names(JsonElement record) => record.EnumerateObject().Select(p => p.Name);

    private static void AssertKinds<T>(MetaTable<T> table, T record)
    {
        KindRecorder recorder = new();
        table.Write(record, recorder);
        Assert.Equal(table.Columns.Select(c => c.Kind), recorder.Kinds);
    }

    private sealed class KindRecorder : IRowWriter
    {
        public List<ColumnKind> Kinds { get; } = [];

        public void Text(string? value) => Kinds.Add(ColumnKind.Text);

        public void Int32(int? value) => Kinds.Add(ColumnKind.Int32);

        public void Int64(long? value) => Kinds.Add(ColumnKind.Int64);

        public void Double(double? value) => Kinds.Add(ColumnKind.Double);

        public void Date(DateOnly? value) => Kinds.Add(ColumnKind.Date);

        public void Time(TimeOnly? value) => Kinds.Add(ColumnKind.Time);

        public void Timestamp(DateTimeOffset value) => Kinds.Add(ColumnKind.Timestamp);
    }
}
