using BenchmarkDotNet.Running;
using Dicom.Storage.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(HeaderParseBenchmarks).Assembly).Run(args);
