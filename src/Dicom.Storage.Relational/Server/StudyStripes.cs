namespace Dicom.Storage.Relational;

/// <summary>
/// The locks of studies: a fixed number of stripes, so that a large list needs no more of them, taken in one order, so that no two
/// transactions wait for each other. Every program that writes the database has to use the same number and hash.
/// </summary>
public static class StudyStripes
{
    /// <summary>The number of stripes.</summary>
    public const int Count = 1_024;

    /// <summary>Gets the stripes of studies, each once, in ascending order.</summary>
    public static IReadOnlyList<int> Of(IEnumerable<StudyKey> studies)
    {
        ArgumentNullException.ThrowIfNull(studies);
        SortedSet<int> stripes = [];
        StudyKey last = default;
        foreach (StudyKey study in studies)
        {
            // Rows of one study mostly stand together.
            if (study == last)
                continue;
            stripes.Add(Of(study));
            last = study;
        }

        return [.. stripes];
    }

    // FNV-1a over tenant, a separator and study: the same in every process.
    private static int Of(StudyKey study)
    {
        uint hash = Mix(Mix(2_166_136_261, study.TenantId.Value), "\n");
        return (int)(Mix(hash, study.StudyUid.Value) % Count);
    }

    private static uint Mix(uint hash, string text)
    {
        foreach (char character in text)
            hash = unchecked((hash ^ character) * 16_777_619);
        return hash;
    }
}
