using System.Buffers;

namespace Dicom.Storage.Codecs.Tests;

/// <summary>The wavelets by the letter of T.800 Annex F: one line after the other, extended by four samples on each side.</summary>
internal static class ScalarWavelet
{
    public static void Inverse53(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions)
    {
        for (int r = 1; r < resolutions.Length; r++)
        {
            Bounds b = resolutions[r];
            int[] line = ArrayPool<int>.Shared.Rent(Math.Max(b.Width, b.Height) + 8);
            for (int y = 0; y < b.Height; y++)
            {
                Gather(data.Slice(y * stride), 1, b.X0, b.X1, line);
                Lift53(line, b.X0, b.X1);
                for (int i = 0; i < b.Width; i++)
                    data[y * stride + i] = line[i + 4];
            }

            for (int x = 0; x < b.Width; x++)
            {
                Gather(data.Slice(x), stride, b.Y0, b.Y1, line);
                Lift53(line, b.Y0, b.Y1);
                for (int i = 0; i < b.Height; i++)
                    data[i * stride + x] = line[i + 4];
            }

            ArrayPool<int>.Shared.Return(line);
        }
    }

    public static void Inverse97(Span<float> data, int stride, ReadOnlySpan<Bounds> resolutions)
    {
        for (int r = 1; r < resolutions.Length; r++)
        {
            Bounds b = resolutions[r];
            float[] line = ArrayPool<float>.Shared.Rent(Math.Max(b.Width, b.Height) + 8);
            for (int y = 0; y < b.Height; y++)
            {
                Gather(data.Slice(y * stride), 1, b.X0, b.X1, line);
                Lift97(line, b.X0, b.X1);
                for (int i = 0; i < b.Width; i++)
                    data[y * stride + i] = line[i + 4];
            }

            for (int x = 0; x < b.Width; x++)
            {
                Gather(data.Slice(x), stride, b.Y0, b.Y1, line);
                Lift97(line, b.Y0, b.Y1);
                for (int i = 0; i < b.Height; i++)
                    data[i * stride + x] = line[i + 4];
            }

            ArrayPool<float>.Shared.Return(line);
        }
    }

    public static void Forward53(Span<int> data, int stride, ReadOnlySpan<Bounds> resolutions)
    {
        for (int r = resolutions.Length - 1; r > 0; r--)
        {
            Bounds b = resolutions[r];
            int[] line = ArrayPool<int>.Shared.Rent(Math.Max(b.Width, b.Height) + 8);
            for (int x = 0; x < b.Width; x++)
            {
                for (int i = 0; i < b.Height; i++)
                    line[i + 4] = data[i * stride + x];
                Split53(line, b.Y0, b.Y1, data.Slice(x), stride);
            }

            for (int y = 0; y < b.Height; y++)
            {
                for (int i = 0; i < b.Width; i++)
                    line[i + 4] = data[y * stride + i];
                Split53(line, b.X0, b.X1, data.Slice(y * stride), 1);
            }

            ArrayPool<int>.Shared.Return(line);
        }
    }

    private static void Split53(int[] line, int start, int end, Span<int> target, int step)
    {
        int n = end - start;
        int p = start & 1;
        if (n == 1)
        {
            line[4] <<= p;
        }
        else
        {
            Extend(line, n);
            for (int i = p == 0 ? -1 : 0; i < n + 1; i += 2)
                line[i + 4] -= (line[i + 3] + line[i + 5]) >> 1;
            for (int i = p; i < n; i += 2)
                line[i + 4] += (line[i + 3] + line[i + 5] + 2) >> 2;
        }

        int low = 0;
        int high = ((end + 1) >> 1) - ((start + 1) >> 1);
        for (int i = 0; i < n; i++)
            target[((i + p & 1) == 0 ? low++ : high++) * step] = line[i + 4];
    }

    private static void Gather<T>(Span<T> source, int step, int start, int end, T[] line)
    {
        int low = 0;
        int high = ((end + 1) >> 1) - ((start + 1) >> 1);
        for (int i = start; i < end; i++)
            line[i - start + 4] = source[((i & 1) == 0 ? low++ : high++) * step];
    }

    private static void Lift53(int[] line, int start, int end)
    {
        int n = end - start;
        if (n == 1)
        {
            if ((start & 1) != 0)
                line[4] /= 2;
            return;
        }

        Extend(line, n);
        int p = start & 1;
        for (int i = -p; i < n + 1; i += 2)
            line[i + 4] -= (line[i + 3] + line[i + 5] + 2) >> 2;
        for (int i = 1 - p; i < n; i += 2)
        {
            if (i >= 0)
                line[i + 4] += (line[i + 3] + line[i + 5]) >> 1;
        }
    }

    private static void Extend<T>(T[] line, int n)
    {
        for (int k = 1; k <= 4; k++)
        {
            int left = k % (2 * (n - 1));
            if (left >= n)
                left = 2 * (n - 1) - left;
            line[4 - k] = line[4 + left];
            int right = (n - 1 + k) % (2 * (n - 1));
            if (right >= n)
                right = 2 * (n - 1) - right;
            if (n + 3 + k < line.Length)
                line[n + 3 + k] = line[4 + right];
        }
    }

    private static void Lift97(float[] line, int start, int end)
    {
        const float Alpha = -1.586134342059924f;
        const float Beta = -0.052980118572961f;
        const float Gamma = 0.882911075530934f;
        const float Delta = 0.443506852043971f;
        const float K = 1.230174104914001f;
        int n = end - start;
        if (n == 1)
        {
            if ((start & 1) != 0)
                line[4] /= 2;
            return;
        }

        int p = start & 1;
        for (int i = 0; i < n; i++)
            line[i + 4] *= ((i + p) & 1) == 0 ? K : 1 / K;
        Extend(line, n);
        Step(line, n, -3 + ((3 + p) & 1), 3, Delta);
        Step(line, n, -2 + ((1 + p) & 1), 2, Gamma);
        Step(line, n, -1 + ((1 + p) & 1), 1, Beta);
        Step(line, n, (1 + p) & 1, 0, Alpha);
    }

    // From the first index of the wanted parity to before n + reach.
    private static void Step(float[] line, int n, int first, int reach, float factor)
    {
        for (int i = first; i < n + reach; i += 2)
            line[i + 4] -= factor * (line[i + 3] + line[i + 5]);
    }
}
