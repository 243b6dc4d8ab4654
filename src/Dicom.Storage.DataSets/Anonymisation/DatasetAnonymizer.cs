namespace Dicom.Storage.DataSets;

/// <summary>Anonymises one data set and all its items, with a stack of its own, whatever the depth.</summary>
internal sealed class DatasetAnonymizer
{
    private readonly DicomDataset _root;
    private readonly AnonymizationContext _context;
    private readonly AnonymizationTally _tally;
    private readonly ElementAnonymizer _elements;
    private readonly Stack<Level> _open = new();

    public DatasetAnonymizer(DicomDataset root, DicomAnonymizerOptions options, Pseudonyms pseudonyms)
    {
        _root = root;
        UnfoldUnknown(root, options.MaxDepth);
        _context = new AnonymizationContext(root, options, pseudonyms);
        _tally = _context.Tally;
        _elements = new ElementAnonymizer(_context);
    }

    public AnonymizationReport Run()
    {
        _tally.Warnings |= PixelWarnings.Of(_root);
        _open.Push(new Level(_root, 0, Cleans: false));
        while (_open.TryPop(out Level level))
            Visit(level);

        AnonymizationMark.Add(_root, _context.Options.Profile);
        return _tally.ToReport();
    }

    // Sequences that are bytes so far become sequences, so that all that follows sees what is in them.
    private static void UnfoldUnknown(DicomDataset root, int maxDepth)
    {
        Stack<(DicomDataset Dataset, int Depth)> open = new();
        open.Push((root, 0));
        while (open.TryPop(out (DicomDataset Dataset, int Depth) level))
        {
            DicomElement[] unknown = [.. level.Dataset.OfType<DicomElement>().Where(UnknownSequences.IsOne)];
            foreach (DicomElement element in unknown)
            {
                if (UnknownSequences.Read(element, maxDepth) is { } sequence)
                    level.Dataset.AddOrUpdate(sequence);
            }

            if (level.Depth >= maxDepth)
                continue; // what is deeper is removed
            foreach (DicomDataset item in level.Dataset.OfType<DicomSequence>().SelectMany(sequence => sequence.Items))
                open.Push((item, level.Depth + 1));
        }
    }

    private void Visit(Level level)
    {
        DicomDataset dataset = level.Dataset;
        var outcomes = new DicomItem?[dataset.Count];
        for (int i = 0; i < outcomes.Length; i++)
            outcomes[i] = OutcomeOf(level, dataset.ItemAt(i));
        KeepCreators(dataset, outcomes);

        DicomItem[] items = [.. dataset];
        int next = 0;
        dataset.Remove(_ => outcomes[next++] is null);
        for (int i = 0; i < items.Length; i++)
        {
            if (outcomes[i] is { } outcome && !ReferenceEquals(outcome, items[i]))
                dataset.AddOrUpdate(outcome);
        }

        // Says how long the document is.
        if (dataset.Contains(DicomTag.EncapsulatedDocumentLength) && dataset.TryGetItem(DicomTag.EncapsulatedDocument, out DicomItem? item))
            dataset.AddOrUpdate(DicomTag.EncapsulatedDocumentLength, (uint)((DicomElement)item).Length);
    }

    private DicomItem? OutcomeOf(Level level, DicomItem item)
    {
        DicomTag tag = item.Tag;
        if (tag.IsGroupLength)
            return null; // retired, and no longer right (PS3.5 7.2)
        if (tag.IsPrivate)
            return PrivateOutcome(level, item);
        if (DrawnGroups.Contains(tag))
            return Removed();
        if (!ConfidentialityTable.TryGet(tag, out ConfidentialityRule rule))
            return UnlistedOutcome(level, item);
        if (rule.Under(_context.Options.Profile) != ConfidentialityAction.Remove && IsSequence(tag) != item is DicomSequence)
            return Unknown();
        return item switch
        {
            DicomElement element => _elements.Apply(level.Dataset, element, rule),
            DicomSequence sequence => SequenceOutcome(level, sequence, rule),
            _ => Removed(), // fragments, as only Pixel Data has them
        };
    }

    private DicomSequence? SequenceOutcome(Level level, DicomSequence sequence, ConfidentialityRule rule)
    {
        ConfidentialityAction action = rule.Under(_context.Options.Profile);
        switch (action)
        {
            case ConfidentialityAction.Remove:
                _tally.Removed++;
                return null;
            case ConfidentialityAction.Empty:
                _tally.Emptied++;
                return new DicomSequence(sequence.Tag);
            case ConfidentialityAction.Replace when sequence.Items.Count > 0 && DummyItems.For(sequence) is { } dummy:
                _tally.Replaced++;
                return new DicomSequence(sequence.Tag, dummy);
            case ConfidentialityAction.Keep:
                _tally.Kept++;
                return Enter(level, sequence, level.Cleans);
            default:
                return Enter(level, sequence, level.Cleans || action == ConfidentialityAction.Clean);
        }
    }

    private DicomItem? UnlistedOutcome(Level level, DicomItem item)
    {
        DicomTag tag = item.Tag;

        // Commands and file meta information have no place in a data set (PS3.7 6.3.1, PS3.10 7.1).
        if (!DicomDictionary.TryGet(tag, out _) || tag.Group <= 0x0002)
            return Unknown();
        if (item is DicomFragmentSequence)
            return tag == DicomTag.PixelData ? item : Unknown();
        if (IsSequence(tag) != item is DicomSequence)
            return Unknown(); // bytes that could not be read as the sequence that they should be, or the other way round
        if (item is DicomSequence sequence)
            return Enter(level, sequence, level.Cleans);
        return level.Cleans ? _elements.CleanText(level.Dataset, (DicomElement)item) : item;
    }

    private DicomItem? PrivateOutcome(Level level, DicomItem item)
    {
        DicomItem? outcome = null;
        if (_context.SafePrivate is { } safe && safe.Contains(level.Dataset, item.Tag))
        {
            outcome = item switch
            {
                DicomSequence sequence => Enter(level, sequence, cleans: true),
                DicomElement element => _elements.CleanPrivate(level.Dataset, element),
                _ => null,
            };
        }

        if (outcome is null)
            _tally.PrivateRemoved++;
        else
            _tally.PrivateKept++;
        return outcome;
    }

    // A creator stays with what is kept of its block.
    private void KeepCreators(DicomDataset dataset, DicomItem?[] outcomes)
    {
        if (_context.SafePrivate is null)
            return;

        HashSet<uint> creators = [];
        foreach (DicomItem? outcome in outcomes)
        {
            if (outcome is { Tag: { IsPrivate: true } tag })
                creators.Add(new DicomTag(tag.Group, (ushort)(tag.Element >> 8)).Value);
        }

        for (int i = 0; i < outcomes.Length; i++)
        {
            DicomItem item = dataset.ItemAt(i);
            if (outcomes[i] is not null || !creators.Contains(item.Tag.Value))
                continue;
            outcomes[i] = item;
            _tally.PrivateRemoved--;
        }
    }

    private DicomSequence? Enter(Level level, DicomSequence sequence, bool cleans)
    {
        if (level.Depth >= _context.Options.MaxDepth)
        {
            _tally.UnknownRemoved++;
            return null;
        }

        foreach (DicomDataset item in sequence.Items)
            _open.Push(new Level(item, level.Depth + 1, cleans));
        return sequence;
    }

    private static bool IsSequence(DicomTag tag) => DicomDictionary.GetImplicitVR(tag) == DicomVR.SQ;

    private DicomItem? Removed()
    {
        _tally.Removed++;
        return null;
    }

    private DicomItem? Unknown()
    {
        _tally.UnknownRemoved++;
        return null;
    }

    private readonly record struct Level(DicomDataset Dataset, int Depth, bool Cleans);
}
