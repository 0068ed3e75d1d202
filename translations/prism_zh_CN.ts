<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Warning: the slow reference BLAS is in use; install libopenblas0-pthread, which is up to 100 times faster.</source>
        <translation>警告：正在使用缓慢的参考 BLAS；请安装 libopenblas0-pthread，速度最多快 100 倍。</translation>
    </message>
    <message>
        <source>Connects language models through small trainable adapters cut into tiles.</source>
        <translation>通过切成小块的可训练小适配器连接语言模型。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Prism Workbench is free software under the GNU General Public License, version 3 or later, and comes without any warranty. It uses Qt (LGPL 3), QCustomPlot (GPL 3), LibTorch (BSD), OpenBLAS (BSD), nlohmann JSON (MIT), fmt (MIT), OpenSSL (Apache 2.0), zlib and cairo (LGPL 2.1).</source>
        <translation>Prism Workbench 是自由软件，依据 GNU 通用公共许可证第 3 版或更高版本发布，不提供任何担保。它使用 Qt (LGPL 3)、QCustomPlot (GPL 3)、LibTorch (BSD)、OpenBLAS (BSD)、nlohmann JSON (MIT)、fmt (MIT)、OpenSSL (Apache 2.0)、zlib 和 cairo (LGPL 2.1)。</translation>
    </message>
    <message>
        <source>Citation</source>
        <translation>引用</translation>
    </message>
    <message>
        <source>The methods are the work of Ivan K (PRISM, PrisMoE, PRISM Audio) and of the PRIMAL project. If results made with this program are published, please cite them and it:</source>
        <translation>这些方法来自 Ivan K（PRISM、PrisMoE、PRISM Audio）和 PRIMAL 项目。若发表用本程序得到的结果，请引用它们和本程序：</translation>
    </message>
    <message>
        <source>The button below copies these entries.</source>
        <translation>下面的按钮可复制这些条目。</translation>
    </message>
    <message>
        <source>About Prism Workbench</source>
        <translation>关于 Prism Workbench</translation>
    </message>
    <message>
        <source>Copy BibTeX</source>
        <translation>复制 BibTeX</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Pictures: zoom</source>
        <translation>图：缩放</translation>
    </message>
    <message>
        <source>Mouse wheel, +, −</source>
        <translation>鼠标滚轮、+、−</translation>
    </message>
    <message>
        <source>Pictures: move</source>
        <translation>图：移动</translation>
    </message>
    <message>
        <source>Drag, arrow keys</source>
        <translation>拖动、方向键</translation>
    </message>
    <message>
        <source>Pictures: show everything</source>
        <translation>图：显示全部</translation>
    </message>
    <message>
        <source>Double-click, Home</source>
        <translation>双击、Home</translation>
    </message>
    <message>
        <source>Pictures: copy</source>
        <translation>图：复制</translation>
    </message>
</context>
<context>
    <name>AudioTake</name>
    <message>
        <source>built-in voice %1</source>
        <translation>内置语音 %1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>level</source>
        <translation>电平</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Change the settings and try again.</source>
        <translation>请更改设置后重试。</translation>
    </message>
    <message>
        <source>Check that it is still there, or choose another.</source>
        <translation>请确认它仍在原处，或另选一个。</translation>
    </message>
    <message>
        <source>The file is damaged; get a fresh copy of it.</source>
        <translation>文件已损坏；请重新获取一份。</translation>
    </message>
    <message>
        <source>Convert the file to a supported form first.</source>
        <translation>请先把文件转换为受支持的格式。</translation>
    </message>
    <message>
        <source>Choose files that belong together.</source>
        <translation>请选择相互匹配的文件。</translation>
    </message>
    <message>
        <source>Check the drive and try again.</source>
        <translation>请检查磁盘后重试。</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>请腾出空间或另选文件夹。</translation>
    </message>
    <message>
        <source>Choose a place you may read and write.</source>
        <translation>请选择可读写的位置。</translation>
    </message>
    <message>
        <source>Close other programs or use fewer samples.</source>
        <translation>请关闭其他程序或减少样本。</translation>
    </message>
    <message>
        <source>Use a larger ridge or other data.</source>
        <translation>请使用更大的岭参数或其他数据。</translation>
    </message>
    <message>
        <source>See the log for details.</source>
        <translation>详情见日志。</translation>
    </message>
    <message>
        <source>%1 failed: %2. %3</source>
        <comment>job, reason, advice</comment>
        <translation>%1 失败：%2。%3</translation>
    </message>
</context>
<context>
    <name>Exportable</name>
    <message>
        <source>Save picture</source>
        <translation>保存图</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another folder or free some space.</source>
        <translation>无法把图保存为 %1。请另选文件夹或腾出空间。</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图</translation>
    </message>
    <message>
        <source>Copy values</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>保存为 PNG…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图 (*.png)</translation>
    </message>
    <message>
        <source>Save as SVG…</source>
        <translation>保存为 SVG…</translation>
    </message>
    <message>
        <source>SVG picture (*.svg)</source>
        <translation>SVG 图 (*.svg)</translation>
    </message>
    <message>
        <source>Save values as CSV…</source>
        <translation>将值保存为 CSV…</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>FiguresLine</name>
    <message>
        <source>Test R² %1</source>
        <translation>测试 R² %1</translation>
    </message>
    <message>
        <source> (dense ridge %1, Procrustes %2, mean %3)</source>
        <translation> （稠密岭回归 %1，Procrustes %2，均值 %3）</translation>
    </message>
    <message>
        <source> · retrieval@1 %1</source>
        <translation> · 检索@1 %1</translation>
    </message>
    <message>
        <source> · cosine %1 · %2 test rows</source>
        <translation> · 余弦 %1 · %2 个测试行</translation>
    </message>
    <message numerus="yes">
        <source>Retrained %n worker(s): predicted +%1, achieved +%2 of |Z|²; test R² %3 → %4</source>
        <translation>
            <numerusform>已重训 %n 个单元：预计 +%1，实际 +%2（占 |Z|²）；测试 R² %3 → %4</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>class: exact</source>
        <translation>类别：精确</translation>
    </message>
    <message>
        <source>class: normalised</source>
        <translation>类别：规范化</translation>
    </message>
    <message>
        <source>class: approximated</source>
        <translation>类别：近似</translation>
    </message>
    <message>
        <source>class: special</source>
        <translation>类别：特殊</translation>
    </message>
    <message>
        <source>norm: lowest quarter</source>
        <translation>范数：最低四分之一</translation>
    </message>
    <message>
        <source>norm: second quarter</source>
        <translation>范数：第二四分之一</translation>
    </message>
    <message>
        <source>norm: third quarter</source>
        <translation>范数：第三四分之一</translation>
    </message>
    <message>
        <source>norm: highest quarter</source>
        <translation>范数：最高四分之一</translation>
    </message>
    <message>
        <source>lower token id: lowest quarter</source>
        <translation>下层编号：最低四分之一</translation>
    </message>
    <message>
        <source>lower token id: second quarter</source>
        <translation>下层编号：第二四分之一</translation>
    </message>
    <message>
        <source>lower token id: third quarter</source>
        <translation>下层编号：第三四分之一</translation>
    </message>
    <message>
        <source>lower token id: highest quarter</source>
        <translation>下层编号：最高四分之一</translation>
    </message>
    <message>
        <source>flag: %1</source>
        <translation>标志：%1</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Help: %1</source>
        <translation>帮助：%1</translation>
    </message>
</context>
<context>
    <name>InferenceRun</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 单独</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 经由 %2</translation>
    </message>
</context>
<context>
    <name>Metric</name>
    <message>
        <source>Deviation</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>单独误差</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>行残差</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>移除代价</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件数</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>of |Z|²</source>
        <translation>占 |Z|²</translation>
    </message>
    <message>
        <source>1 − R²</source>
        <translation>1 − R²</translation>
    </message>
    <message>
        <source>share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>retrains</source>
        <translation>重训次数</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>test / train</source>
        <translation>测试 / 训练</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>No grid of %1 tiles fits %2→%3; %4 workers (%5×%6) are used.</source>
        <translation>没有 %1 块的网格适合 %2→%3；使用 %4 个单元（%5×%6）。</translation>
    </message>
    <message>
        <source>%1 of %2 tiles would hold only zero padding; %3 workers (%4×%5) are used.</source>
        <translation>%2 块中有 %1 块只含补零；使用 %3 个单元（%4×%5）。</translation>
    </message>
    <message>
        <source>%1 samples carry %2 of %3 experts a position (2·%4 rows each): %5 of the %6 workers of a cube pipe are used.</source>
        <translation>%1 个样本每位置可支撑 %3 个专家中的 %2 个（各 2·%4 行）：立方管的 %6 个单元使用 %5 个。</translation>
    </message>
    <message>
        <source>Tiles of %1×%2 do not fit %3→%4; cube pipes use %5×%6.</source>
        <translation>%1×%2 的块不适合 %3→%4；立方管使用 %5×%6。</translation>
    </message>
    <message>
        <source>%1 positions of %2×%3 are cut over %4 pipes, together one dense map.</source>
        <translation>%1 个 %2×%3 的位置分在 %4 条管上，合起来是一个稠密映射。</translation>
    </message>
    <message>
        <source>A level of %1×%2 tiles does not fit %3→%4; %5×%6 is used.</source>
        <translation>%1×%2 的块级不适合 %3→%4；使用 %5×%6。</translation>
    </message>
    <message>
        <source>Stopped: %1 of %2 workers are trained, the others are zero.</source>
        <translation>已停止：%2 个单元中训练了 %1 个，其余为零。</translation>
    </message>
    <message>
        <source>The inputs are linearly dependent: the relative ridge was raised from %1 to %2.</source>
        <translation>输入线性相关：相对岭参数从 %1 提高到 %2。</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2, so it has not converged.</source>
        <translation>反向拟合用了 %1 步；其方程的最大相对残差为 %2，尚未收敛。</translation>
    </message>
    <message>
        <source>Backfit took %1 steps; the largest relative residual of its equations is %2.</source>
        <translation>反向拟合用了 %1 步；其方程的最大相对残差为 %2。</translation>
    </message>
    <message>
        <source>Validation R² of backfit %1, of the joint solution %2: distance %3.</source>
        <translation>验证 R²：反向拟合 %1，联合解 %2，相距 %3。</translation>
    </message>
    <message>
        <source>There are no validation rows: the relative ridge is %1.</source>
        <translation>没有验证行：相对岭参数为 %1。</translation>
    </message>
    <message>
        <source>The ridge was chosen on %1 of the %2 outputs, drawn at random.</source>
        <translation>岭参数在 %2 个输出中随机抽取的 %1 个上选择。</translation>
    </message>
    <message>
        <source>no checkpoint to go on from: the run begins anew</source>
        <translation>没有可继续的检查点:运行重新开始</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>choosing the ridge</source>
        <translation>选择岭参数</translation>
    </message>
    <message>
        <source>solving</source>
        <translation>求解</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>反向拟合</translation>
    </message>
    <message>
        <source>original method</source>
        <translation>原始方法</translation>
    </message>
    <message>
        <source>solving for comparison</source>
        <translation>求解以作比较</translation>
    </message>
    <message>
        <source>judging workers</source>
        <translation>评判单元</translation>
    </message>
    <message>
        <source>retraining</source>
        <translation>重训</translation>
    </message>
    <message>
        <source>errors of test rows</source>
        <translation>测试行误差</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>retrieval</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>loading weights</source>
        <translation>加载权重</translation>
    </message>
    <message>
        <source>training gates</source>
        <translation>训练门控</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>workers</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>quantising</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>tensors</source>
        <translation>张量</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>prism::app::AdapterSession</name>
    <message>
        <source>Undoing: %1</source>
        <translation>正在撤销：%1</translation>
    </message>
    <message>
        <source>Redoing: %1</source>
        <translation>正在重做：%1</translation>
    </message>
    <message>
        <source>Analysing workers</source>
        <translation>分析单元</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n worker(s)</source>
        <translation>
            <numerusform>重训 %n 个单元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Break %n worker(s)</source>
        <translation>
            <numerusform>破坏 %n 个单元</numerusform>
        </translation>
    </message>
    <message>
        <source>Predicting the gain</source>
        <translation>预测增益</translation>
    </message>
    <message>
        <source>Finding the worst samples</source>
        <translation>查找最差样本</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>version kept for comparison</source>
        <translation>留作比较的版本</translation>
    </message>
    <message>
        <source>Training workers</source>
        <translation>训练单元</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>写入 %1</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioDatasetPanel</name>
    <message>
        <source>Open recordings…</source>
        <translation>打开录音…</translation>
    </message>
    <message>
        <source>A folder in the layout of LJSpeech, LibriSpeech or Common Voice</source>
        <translation>采用 LJSpeech、LibriSpeech 或 Common Voice 布局的文件夹</translation>
    </message>
    <message>
        <source>Make a voice set</source>
        <translation>生成语音集</translation>
    </message>
    <message>
        <source>The built-in voice speaks built-in sentences; its phone times are known</source>
        <translation>内置语音朗读内置句子，其音素时间已知</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Find the time of every word and phone without any trained model</source>
        <translation>无需任何已训练模型即可找到每个词和音素的时间</translation>
    </message>
    <message>
        <source>Align with the Montreal Forced Aligner</source>
        <translation>使用 Montreal Forced Aligner 对齐</translation>
    </message>
    <message>
        <source>Runs your own installation of mfa</source>
        <translation>运行您自己安装的 mfa</translation>
    </message>
    <message>
        <source>Stop work on the recordings</source>
        <translation>停止处理录音</translation>
    </message>
    <message>
        <source>Stop; what is finished is kept</source>
        <translation>停止；已完成的部分保留</translation>
    </message>
    <message>
        <source>Voice</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Voice that speaks the set, and gives the phones of the built-in aligner</source>
        <translation>朗读语音集并为内置对齐器提供音素的语音</translation>
    </message>
    <message>
        <source> sentences</source>
        <translation> 句</translation>
    </message>
    <message>
        <source>Sentences of the voice set</source>
        <translation>语音集的句子数</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Open recordings</source>
        <translation>打开录音</translation>
    </message>
    <message>
        <source>No recordings are open: make a voice set, or open a folder.</source>
        <translation>没有打开录音：请生成语音集或打开文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n 条录音</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分钟</translation>
    </message>
    <message numerus="yes">
        <source>%n suspicious</source>
        <translation>
            <numerusform>%n 条可疑</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPage</name>
    <message>
        <source>Looking for voices</source>
        <translation>正在查找语音</translation>
    </message>
    <message>
        <source>Name a language model first: its hidden states are what speaks.</source>
        <translation>请先指定语言模型：发声的是它的隐藏状态。</translation>
    </message>
    <message>
        <source>%1: %2, %3 s</source>
        <translation>%1：%2，%3 秒</translation>
    </message>
    <message>
        <source>, computed in %1 s</source>
        <translation>，计算用时 %1 秒</translation>
    </message>
    <message>
        <source>built-in voice %1</source>
        <translation>内置语音 %1</translation>
    </message>
    <message>
        <source>No projector is open: the built-in voice speaks.</source>
        <translation>没有打开投影器：由内置语音朗读。</translation>
    </message>
    <message>
        <source>%1
language model %2
%3</source>
        <translation>%1
语言模型 %2
%3</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>停止训练</translation>
    </message>
    <message>
        <source>Train projector</source>
        <translation>训练投影器</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Open a projector</source>
        <translation>打开投影器</translation>
    </message>
    <message>
        <source>Projectors (*.safetensors);;All files (*)</source>
        <translation>投影器 (*.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a vocoder</source>
        <translation>选择声码器</translation>
    </message>
    <message>
        <source>Vocoders (*.safetensors *.pt *.bin *.ckpt);;All files (*)</source>
        <translation>声码器 (*.safetensors *.pt *.bin *.ckpt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Save sound</source>
        <translation>保存声音</translation>
    </message>
    <message>
        <source>Sounds (*.wav *.flac)</source>
        <translation>声音 (*.wav *.flac)</translation>
    </message>
    <message>
        <source>Save alignment</source>
        <translation>保存对齐</translation>
    </message>
    <message>
        <source>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity labels (*.txt)</source>
        <translation>TextGrid (*.TextGrid);;MFA JSON (*.json);;MFA CSV (*.csv);;Audacity 标签 (*.txt)</translation>
    </message>
    <message>
        <source>Save pictures</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png);;SVG picture (*.svg);;CSV table (*.csv)</source>
        <translation>PNG 图片 (*.png);;SVG 图片 (*.svg);;CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>The pictures were not saved: %1</source>
        <translation>图片未保存：%1</translation>
    </message>
    <message>
        <source>Sentences, one a line</source>
        <translation>句子，每行一句</translation>
    </message>
    <message>
        <source>Texts (*.txt *.csv);;All files (*)</source>
        <translation>文本 (*.txt *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Speaking a list of sentences</source>
        <translation>正在朗读句子列表</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s) spoken</source>
        <translation>
            <numerusform>已朗读 %n 句</numerusform>
        </translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>hear what the hidden states say</source>
        <translation>听听隐藏状态在说什么</translation>
    </message>
    <message>
        <source>Nothing has been spoken yet</source>
        <translation>尚未朗读任何内容</translation>
    </message>
    <message>
        <source>Write a sentence above and press Speak, or open recordings below.</source>
        <translation>在上方输入一句话并按“朗读”，或在下方打开录音。</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Value at the cursor</source>
        <translation>光标处的值</translation>
    </message>
    <message>
        <source>What the page does</source>
        <translation>页面正在做什么</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>Text to speak</source>
        <translation>要朗读的文本</translation>
    </message>
    <message>
        <source>Who speaks</source>
        <translation>谁在朗读</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Speak the text (Ctrl+Return)</source>
        <translation>朗读文本 (Ctrl+Return)</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Open a projector…</source>
        <translation>打开投影器…</translation>
    </message>
    <message>
        <source>A checkpoint of a trained projector</source>
        <translation>已训练投影器的检查点</translation>
    </message>
    <message>
        <source>Speak with the built-in voice only</source>
        <translation>仅用内置语音朗读</translation>
    </message>
    <message>
        <source>Speak with the recording&apos;s times</source>
        <translation>按录音的时间朗读</translation>
    </message>
    <message>
        <source>The projector says the text of the recording shown with the recording&apos;s own lengths</source>
        <translation>投影器按所示录音自身的时长朗读其文本</translation>
    </message>
    <message>
        <source>Makes recordings and features where there are none yet, then trains</source>
        <translation>若尚无录音和特征则先生成，然后训练</translation>
    </message>
    <message>
        <source>Choose a vocoder…</source>
        <translation>选择声码器…</translation>
    </message>
    <message>
        <source>A HiFi-GAN generator or a TorchScript decoder</source>
        <translation>HiFi-GAN 生成器或 TorchScript 解码器</translation>
    </message>
    <message>
        <source>Vocoder: Griffin-Lim</source>
        <translation>声码器：Griffin-Lim</translation>
    </message>
    <message>
        <source>Projector</source>
        <translation>投影器</translation>
    </message>
    <message>
        <source>Which projector and vocoder speak</source>
        <translation>由哪个投影器和声码器朗读</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Save the sound of A…</source>
        <translation>保存 A 的声音…</translation>
    </message>
    <message>
        <source>Save the alignment of A…</source>
        <translation>保存 A 的对齐…</translation>
    </message>
    <message>
        <source>Save all pictures…</source>
        <translation>保存所有图片…</translation>
    </message>
    <message>
        <source>Speak a list of sentences…</source>
        <translation>朗读句子列表…</translation>
    </message>
    <message>
        <source>Sounds, alignments and a report with players</source>
        <translation>声音、对齐以及带播放器的报告</translation>
    </message>
    <message>
        <source>%1 · step %2 · %3</source>
        <translation>%1 · 第 %2 步 · %3</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioPlayer</name>
    <message>
        <source>This cannot be played: %1 Choose another output device, or save it as a file.</source>
        <translation>无法播放：%1 请选择其他输出设备，或保存为文件。</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioSession</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>正在等待其他工作完成…</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Speaking with the built-in voice</source>
        <translation>正在用内置语音朗读</translation>
    </message>
    <message>
        <source>Write a sentence first: there is nothing to speak.</source>
        <translation>请先输入一句话：没有可朗读的内容。</translation>
    </message>
    <message>
        <source>Speaking</source>
        <translation>正在朗读</translation>
    </message>
    <message>
        <source>Speaking a preview</source>
        <translation>正在朗读预览</translation>
    </message>
    <message>
        <source>Speaking with the recording&apos;s times</source>
        <translation>正在按录音的时间朗读</translation>
    </message>
    <message>
        <source>Move a boundary</source>
        <translation>移动边界</translation>
    </message>
    <message>
        <source>Move the end of “%1”</source>
        <translation>移动“%1”的结尾</translation>
    </message>
    <message>
        <source>Speaking with the new times</source>
        <translation>正在按新的时间朗读</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTrainingPanel</name>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>The morning was bright and cold.</source>
        <translation>The morning was bright and cold.</translation>
    </message>
    <message>
        <source>&amp;Go on from the last checkpoint</source>
        <translation>从上一个检查点继续(&amp;G)</translation>
    </message>
    <message>
        <source>Weights, schedule and data order as if it had never stopped</source>
        <translation>权重、进度和数据顺序如同从未停止</translation>
    </message>
    <message>
        <source>&amp;Language model</source>
        <translation>语言模型(&amp;L)</translation>
    </message>
    <message>
        <source>Its hidden states are what speaks; it stays as it is</source>
        <translation>发声的是它的隐藏状态；模型本身不变</translation>
    </message>
    <message>
        <source>La&amp;yer</source>
        <translation>层(&amp;Y)</translation>
    </message>
    <message>
        <source>Hidden layer whose states are used</source>
        <translation>使用其状态的隐藏层</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>步数(&amp;S)</translation>
    </message>
    <message>
        <source>Steps of the optimiser</source>
        <translation>优化器步数</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>批次(&amp;B)</translation>
    </message>
    <message>
        <source>Utterances a step</source>
        <translation>每步的语句数</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>学习率(&amp;R)</translation>
    </message>
    <message>
        <source>At its highest, after the warm-up</source>
        <translation>预热后的最高值</translation>
    </message>
    <message>
        <source>Pre&amp;view every</source>
        <translation>预览间隔(&amp;V)</translation>
    </message>
    <message>
        <source>Steps between previews, which are spoken while it goes on training</source>
        <translation>预览之间的步数；预览在训练继续时朗读</translation>
    </message>
    <message>
        <source>Preview te&amp;xt</source>
        <translation>预览文本(&amp;X)</translation>
    </message>
    <message>
        <source>The sentence of the previews</source>
        <translation>预览所用的句子</translation>
    </message>
    <message>
        <source>Losses show here while the projector is trained.</source>
        <translation>训练投影器时此处显示损失。</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioTransport</name>
    <message>
        <source> (times edited)</source>
        <translation>（时间已编辑）</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>Hear and see A (Ctrl+B changes over at the same place)</source>
        <translation>听和看 A（Ctrl+B 在同一位置切换）</translation>
    </message>
    <message>
        <source>What A is</source>
        <translation>A 是什么</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Hear and see B (Ctrl+B changes over at the same place)</source>
        <translation>听和看 B（Ctrl+B 在同一位置切换）</translation>
    </message>
    <message>
        <source>What B is: a reference or another take</source>
        <translation>B 是什么：参考或另一个版本</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Ctrl+P</source>
        <translation>Ctrl+P</translation>
    </message>
    <message>
        <source>Stop playing</source>
        <translation>停止播放</translation>
    </message>
    <message>
        <source>Repeat the selection</source>
        <translation>循环所选部分</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Change between A and B</source>
        <translation>在 A 和 B 之间切换</translation>
    </message>
    <message>
        <source>Ctrl+B</source>
        <translation>Ctrl+B</translation>
    </message>
    <message>
        <source>Look for sound devices again</source>
        <translation>重新查找声音设备</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Speed; the pitch moves with it</source>
        <translation>速度；音高随之变化</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Output device</source>
        <translation>输出设备</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>default device</source>
        <translation>默认设备</translation>
    </message>
    <message>
        <source>%1, %2 Hz</source>
        <translation>%1，%2 Hz</translation>
    </message>
    <message>
        <source>%1 Everything else works; sounds can be saved as files.</source>
        <translation>%1 其他功能均可用；声音可保存为文件。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>%1 (Ctrl+P; Space in the pictures)</source>
        <translation>%1（Ctrl+P；在图中按空格）</translation>
    </message>
    <message>
        <source>Speak something first</source>
        <translation>请先朗读内容</translation>
    </message>
</context>
<context>
    <name>prism::app::AudioViews</name>
    <message>
        <source>Upsampling: how much of each unit goes into each frame</source>
        <translation>上采样：每个单元在每帧中所占的量</translation>
    </message>
    <message>
        <source>%1 sound</source>
        <translation>%1 声音</translation>
    </message>
    <message>
        <source>%1 mel</source>
        <translation>%1 梅尔</translation>
    </message>
    <message>
        <source>F0</source>
        <translation>F0</translation>
    </message>
    <message>
        <source>A words</source>
        <translation>A 词</translation>
    </message>
    <message>
        <source>A phones</source>
        <translation>A 音素</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>B phones</source>
        <translation>B 音素</translation>
    </message>
    <message>
        <source>units</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>A edited</source>
        <translation>A 已编辑</translation>
    </message>
</context>
<context>
    <name>prism::app::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Type a few letters of what you want to do</source>
        <translation>输入所需操作的几个字母</translation>
    </message>
    <message>
        <source>Search for a command</source>
        <translation>搜索命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>prism::app::ContinuationPanel</name>
    <message>
        <source>Copy this continuation</source>
        <translation>复制这段续写</translation>
    </message>
    <message>
        <source>Copy: %1</source>
        <translation>复制：%1</translation>
    </message>
</context>
<context>
    <name>prism::app::DataDialog</name>
    <message>
        <source>Kind of data</source>
        <translation>数据种类</translation>
    </message>
    <message>
        <source>Weights of two models</source>
        <translation>两个模型的权重</translation>
    </message>
    <message>
        <source>Two matrices, row by row</source>
        <translation>两个矩阵，逐行对应</translation>
    </message>
    <message>
        <source>A file of pairs</source>
        <translation>配对文件</translation>
    </message>
    <message>
        <source>Text through two models</source>
        <translation>经过两个模型的文本</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>上层模型</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>下层模型</translation>
    </message>
    <message>
        <source>Inputs x</source>
        <translation>输入 x</translation>
    </message>
    <message>
        <source>Outputs z</source>
        <translation>输出 z</translation>
    </message>
    <message>
        <source>File with tensors x and z</source>
        <translation>含张量 x 和 z 的文件</translation>
    </message>
    <message>
        <source>Text file</source>
        <translation>文本文件</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>Exit layer of the upper model</source>
        <translation>上层模型的出口层</translation>
    </message>
    <message>
        <source>Entry layer of the lower model</source>
        <translation>下层模型的入口层</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Browse: %1</source>
        <translation>浏览：%1</translation>
    </message>
    <message>
        <source>Matrices (*.npy *.safetensors *.gguf *.pt *.bin)</source>
        <translation>矩阵 (*.npy *.safetensors *.gguf *.pt *.bin)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Pairs (*.safetensors)</source>
        <translation>配对 (*.safetensors)</translation>
    </message>
    <message>
        <source>%1 is not there.</source>
        <translation>%1 不存在。</translation>
    </message>
    <message>
        <source>the embedding of the lower model&apos;s next token</source>
        <translation>下层模型下一个词元的嵌入</translation>
    </message>
    <message>
        <source>the lower model&apos;s own hidden state</source>
        <translation>下层模型自身的隐藏状态</translation>
    </message>
    <message>
        <source>Map to</source>
        <translation>映射到</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Most positions used</source>
        <translation>最多使用的位置数</translation>
    </message>
</context>
<context>
    <name>prism::app::FiringTableModel</name>
    <message>
        <source>Pipe %1, expert %2</source>
        <translation>管 %1，专家 %2</translation>
    </message>
    <message>
        <source>Pipe %1, row %2</source>
        <translation>管 %1，行 %2</translation>
    </message>
    <message>
        <source>%1 of %2 workers</source>
        <translation>%2 个单元中的 %1 个</translation>
    </message>
    <message>
        <source>%1: %2 %</source>
        <comment>expert: percent</comment>
        <translation>%1：%2 %</translation>
    </message>
    <message>
        <source>Experts chosen in this pipe and their share of the outputs, strongest first</source>
        <translation>此管选中的专家及其在输出中的份额，最强在前</translation>
    </message>
    <message>
        <source>Workers chosen in this pipe</source>
        <translation>此管选中的单元</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>上层词元</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>下层词元</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>管 %1</translation>
    </message>
</context>
<context>
    <name>prism::app::FlipPanel</name>
    <message>
        <source>View of the flip rates</source>
        <translation>翻转率视图</translation>
    </message>
    <message>
        <source>Flip rate of each matrix over time</source>
        <translation>各矩阵翻转率随时间的变化</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Mean flip rate</source>
        <translation>平均翻转率</translation>
    </message>
    <message>
        <source>Last step</source>
        <translation>最后一步</translation>
    </message>
    <message>
        <source>Flip rate of each matrix</source>
        <translation>各矩阵的翻转率</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>图</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>%1, step %2: %3 of its weights moved</source>
        <translation>%1,第 %2 步:%3 的权重发生移动</translation>
    </message>
    <message>
        <source>fp32 weights do not flip.</source>
        <translation>fp32 权重不会翻转。</translation>
    </message>
    <message>
        <source>Rows: matrices from the first layer on; columns: steps</source>
        <translation>行:从第一层起的矩阵;列:步</translation>
    </message>
    <message>
        <source>flip rate</source>
        <translation>翻转率</translation>
    </message>
    <message>
        <source>matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>记录的步</translation>
    </message>
</context>
<context>
    <name>prism::app::FoundModels</name>
    <message>
        <source>Models found on this machine</source>
        <translation>本机找到的模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Where, or why it cannot be opened</source>
        <translation>位置，或无法打开的原因</translation>
    </message>
    <message>
        <source>Open as upper</source>
        <translation>作为上层打开</translation>
    </message>
    <message>
        <source>Open as lower</source>
        <translation>作为下层打开</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Scan again</source>
        <translation>重新扫描</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Look for models</source>
        <translation>查找模型</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>No model was found in the Hugging Face cache. Add a folder that holds models.</source>
        <translation>Hugging Face 缓存中没有找到模型。请添加存放模型的文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) in the Hugging Face cache and your folders</source>
        <translation>
            <numerusform>Hugging Face 缓存和您的文件夹中有 %n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a folder that holds models</source>
        <translation>添加存放模型的文件夹</translation>
    </message>
</context>
<context>
    <name>prism::app::GenerationPanel</name>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>&amp;Tokens</source>
        <translation>词元数(&amp;T)</translation>
    </message>
    <message>
        <source>Most tokens each model writes</source>
        <translation>每个模型最多写出的词元数</translation>
    </message>
    <message>
        <source>Tem&amp;perature</source>
        <translation>温度(&amp;P)</translation>
    </message>
    <message>
        <source>0 always takes the likeliest token; higher values vary more</source>
        <translation>0 总取最可能的词元；值越大变化越多</translation>
    </message>
    <message>
        <source>Top-&amp;k</source>
        <translation>Top-&amp;k</translation>
    </message>
    <message>
        <source>Choose among the k likeliest tokens; 0 among all</source>
        <translation>在最可能的 k 个词元中选择；0 表示全部</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Choose among the likeliest tokens that together have this probability</source>
        <translation>在合计达到此概率的最可能词元中选择</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>The same seed gives the same text</source>
        <translation>同一种子得到同一文本</translation>
    </message>
    <message>
        <source>Stop te&amp;xts</source>
        <translation>停止文本(&amp;X)</translation>
    </message>
    <message>
        <source>Texts that end the writing, separated by |; \n is a line break</source>
        <translation>遇到即停止的文本，用 | 分隔；\n 表示换行</translation>
    </message>
    <message>
        <source>as the adapter was fitted</source>
        <translation>按适配器的拟合方式</translation>
    </message>
    <message>
        <source>for the prompt</source>
        <translation>仅提示词</translation>
    </message>
    <message>
        <source>for the prompt and the upper model&apos;s words</source>
        <translation>提示词和上层模型的续写</translation>
    </message>
    <message>
        <source>for every word</source>
        <translation>每个词</translation>
    </message>
    <message>
        <source>&amp;Adapter</source>
        <translation>适配器(&amp;A)</translation>
    </message>
    <message>
        <source>How long the adapter stays between the models: afterwards the lower model goes on by itself</source>
        <translation>适配器在两个模型之间停留多久：之后下层模型自行继续</translation>
    </message>
</context>
<context>
    <name>prism::app::GridEditor</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values of the own table</source>
        <translation>自定义表的值</translation>
    </message>
    <message>
        <source>Double-click or F2 to edit; 1/3 is understood</source>
        <translation>双击或按 F2 编辑;可输入 1/3</translation>
    </message>
    <message>
        <source>S&amp;ymmetric</source>
        <translation>对称(&amp;Y)</translation>
    </message>
    <message>
        <source>A value always comes and goes with its negative</source>
        <translation>一个值总与其相反数同时加入或移除</translation>
    </message>
    <message>
        <source>Start from a known table</source>
        <translation>从已知表开始</translation>
    </message>
    <message>
        <source>Start from…</source>
        <translation>起始表…</translation>
    </message>
    <message>
        <source>&amp;Add value</source>
        <translation>添加值(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove value</source>
        <translation>移除值(&amp;R)</translation>
    </message>
    <message>
        <source>own table on a Gaussian</source>
        <translation>高斯分布上的自定义表</translation>
    </message>
    <message>
        <source>Values of the table on a Gaussian at their best scale</source>
        <translation>最佳缩放下表值在高斯分布上的位置</translation>
    </message>
    <message>
        <source>This is no table: %1.</source>
        <translation>这不是有效的表:%1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no number; write 0.25 or 1/4.</source>
        <translation>“%1”不是数字;请写 0.25 或 1/4。</translation>
    </message>
    <message>
        <source>Choose the value to remove first.</source>
        <translation>请先选择要移除的值。</translation>
    </message>
    <message>
        <source>Measuring a table</source>
        <translation>正在测量表</translation>
    </message>
    <message>
        <source>%1 values, %2 bits · SQNR %3 dB on a Gaussian (prime13 16.5, uniform15 18.9, nf4 20.0)</source>
        <translation>%1 个值,%2 位 · 高斯分布上的 SQNR 为 %3 dB(prime13 16.5,uniform15 18.9,nf4 20.0)</translation>
    </message>
    <message>
        <source>Gaussian</source>
        <translation>高斯分布</translation>
    </message>
    <message>
        <source>weight, deviations</source>
        <translation>权重(标准差)</translation>
    </message>
    <message>
        <source>density</source>
        <translation>密度</translation>
    </message>
</context>
<context>
    <name>prism::app::InferencePage</name>
    <message>
        <source>There is no adapter yet</source>
        <translation>还没有适配器</translation>
    </message>
    <message>
        <source>No models are open</source>
        <translation>没有打开模型</translation>
    </message>
    <message>
        <source>Train the adapter, or open a .prism file, to hear the upper model speak through the lower one.</source>
        <translation>训练适配器或打开 .prism 文件，让上层模型通过下层模型说话。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Both models go on from the prompt (Ctrl+Return)</source>
        <translation>两个模型都从提示词继续 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Stop at once; what was written is kept (Esc)</source>
        <translation>立即停止；已写内容保留 (Esc)</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>上层模型</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>下层模型</translation>
    </message>
    <message>
        <source>%1 by itself</source>
        <translation>%1 单独</translation>
    </message>
    <message>
        <source>How the upper model goes on from the prompt</source>
        <translation>上层模型如何续写提示词</translation>
    </message>
    <message>
        <source>%1 through %2</source>
        <translation>%1 经由 %2</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>How the lower model goes on when the adapter gives it the upper model&apos;s states</source>
        <translation>适配器把上层模型的状态交给下层模型时，它如何续写</translation>
    </message>
    <message>
        <source>How the lower model goes on from the same prompt with its own embeddings</source>
        <translation>下层模型用自己的嵌入如何续写同一提示词</translation>
    </message>
    <message>
        <source>The same through the second adapter</source>
        <translation>同样，经由第二个适配器</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>Workers that speak at each step are lit here.</source>
        <translation>每一步发声的单元在此点亮。</translation>
    </message>
    <message numerus="yes">
        <source>All %n worker(s) speak at every step: this adapter has no router. The Router page trains one.</source>
        <translation>
            <numerusform>每一步全部 %n 个单元都发声：此适配器没有路由器。可在“路由器”页训练。</numerusform>
        </translation>
    </message>
    <message>
        <source>Step %1, “%2”: %3 of %4 workers lit; colours tell how often each speaks in this run</source>
        <translation>第 %1 步，“%2”：点亮 %4 个单元中的 %3 个；颜色表示本次运行中各单元发声的频率</translation>
    </message>
    <message numerus="yes">
        <source>%n token(s)</source>
        <translation>
            <numerusform>%n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>nearest token is the true one at %1 % of %2 steps</source>
        <translation>%2 步中有 %1 % 的最近词元正确</translation>
    </message>
    <message>
        <source>%1 multiply-adds a step, %2 × dense</source>
        <translation>每步 %1 次乘加，为稠密的 %2 倍</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Inference</source>
        <translation>推理</translation>
    </message>
    <message>
        <source>text in at the upper model, through the adapter, out at the lower</source>
        <translation>文本从上层模型进入，经过适配器，从下层模型输出</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>拼接困惑度</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>What the models do</source>
        <translation>模型在做什么</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Stop the models</source>
        <translation>停止模型</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>训练适配器</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>打开上层模型</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>打开下层模型</translation>
    </message>
    <message>
        <source>Open upper model…</source>
        <translation>打开上层模型…</translation>
    </message>
    <message>
        <source>Open lower model…</source>
        <translation>打开下层模型…</translation>
    </message>
    <message>
        <source>Second adapter</source>
        <translation>第二个适配器</translation>
    </message>
    <message>
        <source>Another adapter that speaks beside the open one</source>
        <translation>与已打开的适配器并列发声的另一个适配器</translation>
    </message>
    <message>
        <source>Open a second adapter…</source>
        <translation>打开第二个适配器…</translation>
    </message>
    <message>
        <source>Open a second adapter</source>
        <translation>打开第二个适配器</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>适配器 (*.prism);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Use the version kept for comparison</source>
        <translation>使用留作比较的版本</translation>
    </message>
    <message>
        <source>Only the open adapter</source>
        <translation>仅已打开的适配器</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Copy all texts</source>
        <translation>复制全部文本</translation>
    </message>
    <message>
        <source>Save all texts…</source>
        <translation>保存全部文本…</translation>
    </message>
    <message>
        <source>Save texts</source>
        <translation>保存文本</translation>
    </message>
    <message>
        <source>Texts (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Save the steps as CSV…</source>
        <translation>将步骤保存为 CSV…</translation>
    </message>
    <message>
        <source>Save steps</source>
        <translation>保存步骤</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
        <source>The morning was bright and cold, and the road</source>
        <translation>The morning was bright and cold, and the road</translation>
    </message>
    <message>
        <source>Active workers</source>
        <translation>活动单元</translation>
    </message>
    <message>
        <source>Prompts that were run</source>
        <translation>运行过的提示词</translation>
    </message>
    <message>
        <source>Use its prompt</source>
        <translation>使用其提示词</translation>
    </message>
    <message>
        <source>Put the chosen run&apos;s prompt and settings back above</source>
        <translation>把所选运行的提示词和设置放回上方</translation>
    </message>
    <message>
        <source>Copy it</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the prompt and all texts of the chosen run</source>
        <translation>复制所选运行的提示词和全部文本</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>清除历史</translation>
    </message>
</context>
<context>
    <name>prism::app::InferenceSession</name>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>text sampled from %1</source>
        <translation>取自 %1 的文本</translation>
    </message>
    <message>
        <source>Measuring stitched perplexity</source>
        <translation>测量拼接困惑度</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>模型已在工作。</translation>
    </message>
    <message>
        <source>Sampling text from the upper model</source>
        <translation>从上层模型采样文本</translation>
    </message>
    <message>
        <source>Open an upper and a lower model first.</source>
        <translation>请先打开上层和下层模型。</translation>
    </message>
    <message>
        <source>The adapter is not ready yet.</source>
        <translation>适配器尚未就绪。</translation>
    </message>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>请先训练或打开适配器。</translation>
    </message>
    <message>
        <source>the adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Loading the models</source>
        <translation>加载模型</translation>
    </message>
    <message>
        <source>Write a prompt first: the models need some text to go on from.</source>
        <translation>请先写提示词：模型需要可续写的文本。</translation>
    </message>
    <message>
        <source>The prompt has %1 MB, and at most 1 MB can be run. Shorten it; it stays as it is.</source>
        <translation>提示词有 %1 MB，最多可运行 1 MB。请缩短；内容保持不变。</translation>
    </message>
    <message>
        <source>Running the prompt</source>
        <translation>运行提示词</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>Measuring perplexity</source>
        <translation>测量困惑度</translation>
    </message>
    <message>
        <source>The upper model is writing a text</source>
        <translation>上层模型正在写文本</translation>
    </message>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>等待其他工作结束…</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1，%2 %</translation>
    </message>
</context>
<context>
    <name>prism::app::JobsModel</name>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>剩余 %1</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>%1 of %2 %3</source>
        <translation>%1 / %2 %3</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
</context>
<context>
    <name>prism::app::JobsPanel</name>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>取消任务</translation>
    </message>
    <message>
        <source>Stop the selected job; what it has finished is kept</source>
        <translation>停止所选任务；已完成部分保留</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成</translation>
    </message>
    <message>
        <source>Remove finished jobs from this list</source>
        <translation>从列表中移除已完成的任务</translation>
    </message>
</context>
<context>
    <name>prism::app::LogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
</context>
<context>
    <name>prism::app::LogPanel</name>
    <message>
        <source>Log lines</source>
        <translation>日志行</translation>
    </message>
    <message>
        <source>Lowest level shown</source>
        <translation>显示的最低级别</translation>
    </message>
    <message>
        <source>All levels</source>
        <translation>所有级别</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>仅错误</translation>
    </message>
    <message>
        <source>Filter the log</source>
        <translation>筛选日志</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>复制所选行，或全部显示的行</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitControls</name>
    <message>
        <source>vote: consensus</source>
        <translation>vote:共识</translation>
    </message>
    <message>
        <source>sr: rounding</source>
        <translation>sr:舍入</translation>
    </message>
    <message>
        <source>qat: masters</source>
        <translation>qat:主副本</translation>
    </message>
    <message>
        <source>fp32: reference</source>
        <translation>fp32:参考</translation>
    </message>
    <message>
        <source>written by the upper model</source>
        <translation>由上层模型撰写</translation>
    </message>
    <message>
        <source>a text file…</source>
        <translation>文本文件…</translation>
    </message>
    <message>
        <source>&amp;Text</source>
        <translation>文本(&amp;T)</translation>
    </message>
    <message>
        <source>What the language model is trained on; its end validates</source>
        <translation>语言模型的训练文本;末尾用于验证</translation>
    </message>
    <message>
        <source>Model si&amp;ze</source>
        <translation>模型大小(&amp;Z)</translation>
    </message>
    <message>
        <source>A decoder-only language model of the Llama form</source>
        <translation>Llama 形式的纯解码器语言模型</translation>
    </message>
    <message>
        <source>&amp;Vocabulary</source>
        <translation>词表(&amp;V)</translation>
    </message>
    <message>
        <source>Tokens of a byte-level BPE that is trained on the text first</source>
        <translation>先在文本上训练的字节级 BPE 的词元数</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>自定义表</translation>
    </message>
    <message>
        <source>the rule&apos;s own</source>
        <translation>规则自带</translation>
    </message>
    <message>
        <source>Scales learn too</source>
        <translation>缩放也学习</translation>
    </message>
    <message>
        <source>Scales of the output channels follow their own gradients; costs f32 moments a channel</source>
        <translation>输出通道的缩放按自身梯度更新;每通道需 f32 动量</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>网格(&amp;G)</translation>
    </message>
    <message>
        <source>Values a weight may have, times its channel&apos;s scale (how many in brackets); the table editor makes others</source>
        <translation>权重可取的值乘以其通道缩放(括号内为个数);表编辑器可创建其他表</translation>
    </message>
    <message>
        <source>&amp;Update</source>
        <translation>更新(&amp;U)</translation>
    </message>
    <message>
        <source>How weights change at a step: votes of the micro-batches that agree; a gradient step rounded at random; AdamW on f32 masters with the table in the forward pass; AdamW without any table</source>
        <translation>每步权重如何变化:一致的微批投票;随机舍入的梯度步;f32 主副本上的 AdamW,前向使用表;完全不用表的 AdamW</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>学习率(&amp;R)</translation>
    </message>
    <message>
        <source>Of the matrices: expected movement of a weight in a step for votes and rounding, AdamW&apos;s rate otherwise</source>
        <translation>针对矩阵:投票与舍入时为每步权重的期望移动量,否则为 AdamW 的学习率</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>only when stopped</source>
        <translation>仅在停止时</translation>
    </message>
    <message>
        <source>&amp;Steps</source>
        <translation>步数(&amp;S)</translation>
    </message>
    <message>
        <source>Optimiser steps</source>
        <translation>优化器步数</translation>
    </message>
    <message>
        <source>&amp;Batch</source>
        <translation>批大小(&amp;B)</translation>
    </message>
    <message>
        <source>Sequences a micro-batch</source>
        <translation>每个微批的序列数</translation>
    </message>
    <message>
        <source>&amp;Micro-batches</source>
        <translation>微批(&amp;M)</translation>
    </message>
    <message>
        <source>A step; each lets every weight vote once</source>
        <translation>每步的数量;每个微批中每个权重投票一次</translation>
    </message>
    <message>
        <source>&amp;Context</source>
        <translation>上下文(&amp;C)</translation>
    </message>
    <message>
        <source>Tokens a sequence</source>
        <translation>每个序列的词元数</translation>
    </message>
    <message>
        <source>Validate &amp;every</source>
        <translation>验证间隔(&amp;E)</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Chec&amp;kpoint every</source>
        <translation>检查点间隔(&amp;K)</translation>
    </message>
    <message>
        <source>Steps; the last three are kept, a stop writes one too</source>
        <translation>步;保留最近三个,停止时也会写入</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>The same seed gives the same bytes</source>
        <translation>相同种子得到相同字节</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>z filter</source>
        <translation>z 过滤</translation>
    </message>
    <message>
        <source>A weight votes where its gradient exceeds mean + z·deviation of its matrix</source>
        <translation>当梯度超过其矩阵的均值 + z·标准差时,该权重投票</translation>
    </message>
    <message>
        <source>Consensus</source>
        <translation>共识</translation>
    </message>
    <message>
        <source>c of |votes| ≥ c·√(n·q): n micro-batches, q the share of weights that voted</source>
        <translation>|票数| ≥ c·√(n·q) 中的 c:n 为微批数,q 为投票权重的比例</translation>
    </message>
    <message>
        <source>Fixed fraction</source>
        <translation>固定比例</translation>
    </message>
    <message>
        <source>Instead: |votes| ≥ this share of the micro-batches</source>
        <translation>改为:|票数| ≥ 微批数的此比例</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Share of the votes that stays for the next step</source>
        <translation>保留到下一步的票数比例</translation>
    </message>
    <message>
        <source>Cooldown</source>
        <translation>冷却</translation>
    </message>
    <message>
        <source>Steps that a moved weight rests; costs one byte a weight</source>
        <translation>移动过的权重休息的步数;每个权重多用一字节</translation>
    </message>
    <message>
        <source>Trained one after the other on the same data, order, steps and seed</source>
        <translation>依次训练,数据、顺序、步数和种子相同</translation>
    </message>
    <message>
        <source>Compare: each grid with each update</source>
        <translation>比较:每个网格与每种更新</translation>
    </message>
    <message>
        <source>Choose a text</source>
        <translation>选择文本</translation>
    </message>
    <message>
        <source>Text (*.txt *.md);;All files (*)</source>
        <translation>文本 (*.txt *.md);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 layers of %2: %3 low-bit weights, %4 others in f32</source>
        <translation>%1 层,宽 %2:%3 个低比特权重,另有 %4 个 f32 参数</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitPage</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Stop all of it; what is running keeps a checkpoint and its weights</source>
        <translation>全部停止;正在运行的会保留检查点和权重</translation>
    </message>
    <message>
        <source>Train one model as the options say</source>
        <translation>按选项训练一个模型</translation>
    </message>
    <message numerus="yes">
        <source>Compare grids and updates (%n run(s))</source>
        <translation>
            <numerusform>比较网格与更新(%n 次运行)</numerusform>
        </translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>training loss, nats a token</source>
        <translation>训练损失(奈特/词元)</translation>
    </message>
    <message>
        <source>validation loss, nats a token</source>
        <translation>验证损失(奈特/词元)</translation>
    </message>
    <message>
        <source>fp32 + 5 %</source>
        <translation>fp32 + 5 %</translation>
    </message>
    <message>
        <source>The upper model is writing the text to train on…</source>
        <translation>上层模型正在撰写训练文本…</translation>
    </message>
    <message>
        <source>%1 waits for its turn, or reads its text.</source>
        <translation>%1 正在等待或读取文本。</translation>
    </message>
    <message>
        <source>%1: step %2 of %3, loss %4, %5 tokens a second</source>
        <translation>%1:第 %2 / %3 步,损失 %4,每秒 %5 个词元</translation>
    </message>
    <message>
        <source>%1: validation loss %2, fp32 %3 (%4%5 %); %6 bytes a low-bit weight</source>
        <translation>%1:验证损失 %2,fp32 为 %3(%4%5 %);每个低比特权重 %6 字节</translation>
    </message>
    <message>
        <source>Export packed weights</source>
        <translation>导出打包权重</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>打包权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Export the table of runs</source>
        <translation>导出运行表</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>Low-bit lab</source>
        <translation>低比特实验室</translation>
    </message>
    <message>
        <source>training on a small table of values without float copies, held against fp32</source>
        <translation>在小值表上训练,不保留浮点副本,并与 fp32 对照</translation>
    </message>
    <message>
        <source>Compare grids and updates</source>
        <translation>比较网格与更新</translation>
    </message>
    <message>
        <source>Train every chosen grid with every chosen update on the same data, order, steps and seed</source>
        <translation>用相同的数据、顺序、步数和种子训练所选的每个网格与每种更新</translation>
    </message>
    <message>
        <source>Resume the chosen run</source>
        <translation>继续所选运行</translation>
    </message>
    <message>
        <source>Go on from its last checkpoint</source>
        <translation>从其最近的检查点继续</translation>
    </message>
    <message>
        <source>Stop the chosen run</source>
        <translation>停止所选运行</translation>
    </message>
    <message>
        <source>It keeps a checkpoint; others go on</source>
        <translation>它会保留检查点;其他运行继续</translation>
    </message>
    <message>
        <source>Remove the chosen run</source>
        <translation>移除所选运行</translation>
    </message>
    <message>
        <source>Edit, Undo brings it back</source>
        <translation>“编辑”中的“撤销”可恢复</translation>
    </message>
    <message>
        <source>Export the table of runs…</source>
        <translation>导出运行表…</translation>
    </message>
    <message>
        <source>All runs with their figures as CSV</source>
        <translation>所有运行及其数据(CSV)</translation>
    </message>
    <message>
        <source>Export packed</source>
        <translation>导出打包</translation>
    </message>
    <message>
        <source>The chosen run&apos;s weights as packed codes, scales and table (safetensors)</source>
        <translation>所选运行的权重:打包编码、缩放和表(safetensors)</translation>
    </message>
    <message>
        <source>Options of the training</source>
        <translation>训练选项</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>low-bit loss</source>
        <translation>低比特损失</translation>
    </message>
    <message>
        <source>Loss of all runs</source>
        <translation>所有运行的损失</translation>
    </message>
    <message>
        <source>Table use</source>
        <translation>表的使用</translation>
    </message>
    <message>
        <source>Flips</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Low-bit runs</source>
        <translation>低比特运行</translation>
    </message>
    <message>
        <source>Steps of the chosen run</source>
        <translation>所选运行的步</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Own table</source>
        <translation>自定义表</translation>
    </message>
    <message>
        <source>Quantise</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>The low-bit options of the project cannot be read, so the defaults are used.</source>
        <translation>无法读取项目的低比特选项,因此使用默认值。</translation>
    </message>
    <message>
        <source>Nothing has been trained here yet</source>
        <translation>这里尚未训练任何模型</translation>
    </message>
    <message>
        <source>Choose a grid and an update at the left, then train. With fp32 among the compared updates every run is held against it.</source>
        <translation>在左侧选择网格和更新方式,然后训练。若比较中包含 fp32,每次运行都会与之对照。</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitRunModel</name>
    <message>
        <source>running, %1 %</source>
        <translation>运行中,%1 %</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>To fp32</source>
        <translation>相对 fp32</translation>
    </message>
    <message>
        <source>B / weight</source>
        <translation>字节/权重</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>翻转率</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致度</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>使用的值</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>词元/秒</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>进程峰值</translation>
    </message>
    <message>
        <source>Grid and update; the mark has the colour of its curve</source>
        <translation>网格与更新;标记颜色与曲线相同</translation>
    </message>
    <message>
        <source>What the training is doing</source>
        <translation>训练状态</translation>
    </message>
    <message>
        <source>Size of the language model</source>
        <translation>语言模型的大小</translation>
    </message>
    <message>
        <source>Optimiser steps done, of all</source>
        <translation>已完成的优化器步数/总数</translation>
    </message>
    <message>
        <source>Training loss of the last step, nats a token</source>
        <translation>最后一步的训练损失(奈特/词元)</translation>
    </message>
    <message>
        <source>Latest validation loss, nats a token</source>
        <translation>最近的验证损失(奈特/词元)</translation>
    </message>
    <message>
        <source>Validation loss against the fp32 run on the same data, order, steps and seed; ✓ within 5 %</source>
        <translation>与相同数据、顺序、步数和种子的 fp32 运行相比的验证损失;✓ 表示在 5 % 以内</translation>
    </message>
    <message>
        <source>Bytes a low-bit weight: codes, scales, votes and optimiser state, as allocated</source>
        <translation>每个低比特权重的字节数:编码、缩放、票数和优化器状态(按实际分配)</translation>
    </message>
    <message>
        <source>Share of the low-bit weights that moved in a step, mean over the run</source>
        <translation>每步移动的低比特权重比例(全程平均)</translation>
    </message>
    <message>
        <source>Mean share of the votes that agree; 1 is unanimous</source>
        <translation>一致票的平均比例;1 为全体一致</translation>
    </message>
    <message>
        <source>Table values that any weight has</source>
        <translation>被任一权重使用的表值数</translation>
    </message>
    <message>
        <source>Share of the weights at the value nearest to 0</source>
        <translation>取最接近 0 的值的权重比例</translation>
    </message>
    <message>
        <source>Tokens trained on a second</source>
        <translation>每秒训练的词元数</translation>
    </message>
    <message>
        <source>Highest resident memory of the whole program during the run, this window included</source>
        <translation>运行期间整个程序(含此窗口)的最高常驻内存</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitSession</name>
    <message>
        <source>Remove the run %1</source>
        <translation>移除运行 %1</translation>
    </message>
    <message>
        <source>Reading earlier low-bit runs</source>
        <translation>正在读取以前的低比特运行</translation>
    </message>
    <message>
        <source>A low-bit training is still running.</source>
        <translation>低比特训练仍在运行。</translation>
    </message>
    <message>
        <source>There is no text file %1; choose another.</source>
        <translation>文本文件 %1 不存在;请另选。</translation>
    </message>
    <message>
        <source>Choose a text file, or open models: the upper one then writes a text.</source>
        <translation>请选择文本文件,或打开模型:上层模型会撰写文本。</translation>
    </message>
    <message>
        <source>The models are at work already.</source>
        <translation>模型已在工作。</translation>
    </message>
    <message>
        <source>Choose at least one grid and one update to compare.</source>
        <translation>请至少选择一个网格和一种更新进行比较。</translation>
    </message>
    <message>
        <source>Training %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Keeping a low-bit run</source>
        <translation>保存低比特运行</translation>
    </message>
    <message>
        <source>Exporting packed weights</source>
        <translation>导出打包权重</translation>
    </message>
</context>
<context>
    <name>prism::app::LowBitStepModel</name>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Flip rate</source>
        <translation>翻转率</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致度</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>使用的值</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>Tokens / s</source>
        <translation>词元/秒</translation>
    </message>
</context>
<context>
    <name>prism::app::MainWindow</name>
    <message>
        <source>%1: done in %2 s</source>
        <translation>%1：%2 秒完成</translation>
    </message>
    <message>
        <source>%1: stopped after %2 s</source>
        <translation>%1：%2 秒后停止</translation>
    </message>
    <message>
        <source>The window did not answer for %1 ms.</source>
        <translation>窗口有 %1 毫秒没有响应。</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Ctrl+%2)</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Nothing is selected on this page.</source>
        <translation>此页未选中任何内容。</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Running job</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Untitled project</source>
        <translation>未命名项目</translation>
    </message>
    <message>
        <source>%1[*] — Prism Workbench</source>
        <translation>%1[*] — Prism Workbench</translation>
    </message>
    <message>
        <source>Checking the speed of BLAS</source>
        <translation>检查 BLAS 速度</translation>
    </message>
    <message>
        <source>Torch computes with the slow reference BLAS; install libopenblas0-pthread to train up to 100 times faster.</source>
        <translation>Torch 正用缓慢的参考 BLAS 计算；安装 libopenblas0-pthread 可使训练最多快 100 倍。</translation>
    </message>
    <message>
        <source>There is no page &quot;%1&quot;; the pages are %2.</source>
        <translation>没有页面“%1”；可用页面为 %2。</translation>
    </message>
    <message>
        <source>The project %1 cannot be opened: %2. Choose another, or restore it from a copy.</source>
        <translation>无法打开项目 %1：%2。请另选，或从副本恢复。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open upper model</source>
        <translation>打开上层模型</translation>
    </message>
    <message>
        <source>Open lower model</source>
        <translation>打开下层模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.pt *.bin *.npy);;All files (*)</source>
        <translation>模型 (*.safetensors *.gguf *.pt *.bin *.npy);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open &amp;upper model folder…</source>
        <translation>打开上层模型文件夹(&amp;U)…</translation>
    </message>
    <message>
        <source>Ctrl+O</source>
        <translation>Ctrl+O</translation>
    </message>
    <message>
        <source>The model whose output is mapped</source>
        <translation>其输出被映射的模型</translation>
    </message>
    <message>
        <source>Open upper model file…</source>
        <translation>打开上层模型文件…</translation>
    </message>
    <message>
        <source>Open &amp;lower model folder…</source>
        <translation>打开下层模型文件夹(&amp;L)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+O</source>
        <translation>Ctrl+Shift+O</translation>
    </message>
    <message>
        <source>The model whose input is reached</source>
        <translation>其输入被到达的模型</translation>
    </message>
    <message>
        <source>Open lower model file…</source>
        <translation>打开下层模型文件…</translation>
    </message>
    <message>
        <source>Open &amp;adapter…</source>
        <translation>打开适配器(&amp;A)…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+A</source>
        <translation>Ctrl+Alt+A</translation>
    </message>
    <message>
        <source>Open adapter</source>
        <translation>打开适配器</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>适配器 (*.prism);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Open &amp;project…</source>
        <translation>打开项目(&amp;P)…</translation>
    </message>
    <message>
        <source>Ctrl+Alt+O</source>
        <translation>Ctrl+Alt+O</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Projects (*.prismproj);;All files (*)</source>
        <translation>项目 (*.prismproj);;所有文件 (*)</translation>
    </message>
    <message>
        <source>&amp;Recent files</source>
        <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
        <source>Open the built-in pair</source>
        <translation>打开内置模型对</translation>
    </message>
    <message>
        <source>Two small models that come with the program</source>
        <translation>随程序提供的两个小模型</translation>
    </message>
    <message>
        <source>The built-in pair is not installed: set PRISM_DEMO_DATA to the folder that holds it.</source>
        <translation>未安装内置模型对：请把 PRISM_DEMO_DATA 设为其所在文件夹。</translation>
    </message>
    <message>
        <source>&amp;Save project</source>
        <translation>保存项目(&amp;S)</translation>
    </message>
    <message>
        <source>Save project as…</source>
        <translation>项目另存为…</translation>
    </message>
    <message>
        <source>Save adap&amp;ter as…</source>
        <translation>适配器另存为(&amp;T)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>upper model</source>
        <translation>上层模型</translation>
    </message>
    <message>
        <source>lower model</source>
        <translation>下层模型</translation>
    </message>
    <message>
        <source>adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>%1 — %2</source>
        <translation>%1 — %2</translation>
    </message>
    <message>
        <source>%1 — %2 (missing)</source>
        <translation>%1 — %2（缺失）</translation>
    </message>
    <message>
        <source>Nothing has been opened yet</source>
        <translation>尚未打开任何内容</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Z</source>
        <translation>Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Select no workers</source>
        <translation>不选任何单元</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>选择故障单元</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>&amp;Work</source>
        <translation>工作(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Train workers</source>
        <translation>训练单元(&amp;T)</translation>
    </message>
    <message>
        <source>Ctrl+T</source>
        <translation>Ctrl+T</translation>
    </message>
    <message>
        <source>Fit every tile of the map to the data</source>
        <translation>让映射的每一块拟合数据</translation>
    </message>
    <message>
        <source>&amp;Retrain faulty workers</source>
        <translation>重训故障单元(&amp;R)</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>Fit only the tiles that are wrong again</source>
        <translation>只重新拟合错误的块</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>停止(&amp;S)</translation>
    </message>
    <message>
        <source>Ctrl+.</source>
        <translation>Ctrl+.</translation>
    </message>
    <message>
        <source>Stop work on the adapter; what is finished is kept</source>
        <translation>停止适配器上的工作；已完成部分保留</translation>
    </message>
    <message>
        <source>Keep this version for &amp;comparison</source>
        <translation>留此版本作比较(&amp;C)</translation>
    </message>
    <message>
        <source>Open an adapter for comparison…</source>
        <translation>打开适配器作比较…</translation>
    </message>
    <message>
        <source>Open an adapter for comparison</source>
        <translation>打开适配器作比较</translation>
    </message>
    <message>
        <source>End the comparison</source>
        <translation>结束比较</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>页面(&amp;P)</translation>
    </message>
    <message>
        <source>P&amp;alette</source>
        <translation>配色(&amp;A)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text</source>
        <translation>正常文字</translation>
    </message>
    <message>
        <source>Ctrl+0</source>
        <translation>Ctrl+0</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Help for this page</source>
        <translation>本页帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>命令面板(&amp;P)…</translation>
    </message>
    <message>
        <source>Ctrl+Shift+P</source>
        <translation>Ctrl+Shift+P</translation>
    </message>
    <message>
        <source>Find any action by typing</source>
        <translation>输入文字查找任何操作</translation>
    </message>
    <message>
        <source>Keyboard &amp;shortcuts…</source>
        <translation>键盘快捷键(&amp;S)…</translation>
    </message>
    <message>
        <source>Ctrl+?</source>
        <translation>Ctrl+?</translation>
    </message>
    <message>
        <source>&amp;About Prism Workbench…</source>
        <translation>关于 Prism Workbench(&amp;A)…</translation>
    </message>
    <message>
        <source>Autosave</source>
        <translation>自动保存</translation>
    </message>
    <message>
        <source>an untitled project</source>
        <translation>未命名项目</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Open last save</source>
        <translation>打开上次保存</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>The program ended unexpectedly; unsaved work on %1 from %2 can be recovered.</source>
        <translation>程序意外结束；可恢复 %1 在 %2 未保存的工作。</translation>
    </message>
    <message>
        <source>The recovered work could not be kept safe: %1. Save it now.</source>
        <translation>恢复的工作无法妥善保存：%1。请立即保存。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. Stop it to open %1? Finished tiles are kept.</source>
        <translation>适配器上的工作仍在进行。停止它以打开 %1？已完成的块会保留。</translation>
    </message>
    <message>
        <source>Stop and go on</source>
        <translation>停止并继续</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet. Save them before opening %1?</source>
        <translation>适配器有尚未写入文件的更改。打开 %1 前保存吗？</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Your changes of token pairs belong to the models that are open now. Save the project before opening %1?</source>
        <translation>您对词元配对的更改属于现在打开的模型。打开%1前保存项目吗？</translation>
    </message>
    <message>
        <source>There are changes that are in no file yet. Save the project before opening %1?</source>
        <translation>有尚未写入文件的更改。打开 %1 前保存项目吗？</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>保存项目</translation>
    </message>
    <message>
        <source>Projects (*.prismproj)</source>
        <translation>项目 (*.prismproj)</translation>
    </message>
    <message>
        <source>Save adapter</source>
        <translation>保存适配器</translation>
    </message>
    <message>
        <source>Adapters (*.prism)</source>
        <translation>适配器 (*.prism)</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) of the adapter are broken. Write them over %1, or into a file of their own?</source>
        <translation>
            <numerusform>适配器有 %n 个单元已被破坏。覆盖 %1，还是写入单独的文件？</numerusform>
        </translation>
    </message>
    <message>
        <source>Save as %1</source>
        <translation>保存为 %1</translation>
    </message>
    <message>
        <source>Overwrite</source>
        <translation>覆盖</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>Save the changes to %1 before closing?</source>
        <translation>关闭前保存对%1的更改吗？</translation>
    </message>
    <message>
        <source>this project</source>
        <translation>此项目</translation>
    </message>
    <message>
        <source>Work on the adapter is still running. It is stopped; finished tiles are saved.</source>
        <translation>适配器上的工作仍在进行。它将停止；已完成的块会保存。</translation>
    </message>
    <message>
        <source>The adapter has changes that are in no file yet.</source>
        <translation>适配器有尚未写入文件的更改。</translation>
    </message>
    <message>
        <source>The models themselves are never changed.</source>
        <translation>模型本身从不改变。</translation>
    </message>
</context>
<context>
    <name>prism::app::MemoryPanel</name>
    <message>
        <source>View of the memory</source>
        <translation>内存视图</translation>
    </message>
    <message>
        <source>Memory by group</source>
        <translation>按组划分的内存</translation>
    </message>
    <message>
        <source>group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>What a training allocates appears here, a group each, from its first step on.</source>
        <translation>训练从第一步起分配的内存按组显示在此。</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Their optimiser</source>
        <translation>其优化器</translation>
    </message>
    <message>
        <source>Activations</source>
        <translation>激活</translation>
    </message>
    <message>
        <source>Process peak</source>
        <translation>进程峰值</translation>
    </message>
    <message>
        <source>Memory of all runs by group</source>
        <translation>所有运行按组的内存</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>条形</translation>
    </message>
    <message>
        <source>All runs</source>
        <translation>所有运行</translation>
    </message>
    <message>
        <source>Low-bit weights</source>
        <translation>低比特权重</translation>
    </message>
    <message>
        <source>Optimiser of them</source>
        <translation>其优化器</translation>
    </message>
    <message>
        <source>Embeddings, norms</source>
        <translation>嵌入、归一化</translation>
    </message>
    <message>
        <source>Optimiser of those</source>
        <translation>这些的优化器</translation>
    </message>
    <message>
        <source>Activations, peak</source>
        <translation>激活峰值</translation>
    </message>
    <message>
        <source>%1 bytes a low-bit weight</source>
        <translation>每个低比特权重 %1 字节</translation>
    </message>
    <message>
        <source>The whole process, this window included: at most %1</source>
        <translation>整个进程(含此窗口):最多 %1</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelCard</name>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Upper model</source>
        <translation>上层模型</translation>
    </message>
    <message>
        <source>Lower model</source>
        <translation>下层模型</translation>
    </message>
    <message>
        <source>Upper model, A</source>
        <translation>上层模型 A</translation>
    </message>
    <message>
        <source>Lower model, B</source>
        <translation>下层模型 B</translation>
    </message>
    <message>
        <source>Its output head gives X</source>
        <translation>其输出头给出 X</translation>
    </message>
    <message>
        <source>Its input embedding gives Z</source>
        <translation>其输入嵌入给出 Z</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s folder</source>
        <translation>打开上层模型的文件夹</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s folder</source>
        <translation>打开下层模型的文件夹</translation>
    </message>
    <message>
        <source>Open the upper model&apos;s file</source>
        <translation>打开上层模型的文件</translation>
    </message>
    <message>
        <source>Open the lower model&apos;s file</source>
        <translation>打开下层模型的文件</translation>
    </message>
    <message>
        <source>Close the upper model</source>
        <translation>关闭上层模型</translation>
    </message>
    <message>
        <source>Close the lower model</source>
        <translation>关闭下层模型</translation>
    </message>
    <message>
        <source>Filter tensors</source>
        <translation>筛选张量</translation>
    </message>
    <message>
        <source>Filter tensors by name</source>
        <translation>按名称筛选张量</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Drop a model folder or file here, or open one.</source>
        <translation>把模型文件夹或文件拖到此处，或打开一个。</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>Open a model file</source>
        <translation>打开模型文件</translation>
    </message>
    <message>
        <source>Models and vocabularies (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;All files (*)</source>
        <translation>模型和词表 (*.safetensors *.gguf *.pt *.pth *.bin *.npy *.model *.tiktoken tokenizer.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>none open</source>
        <translation>未打开</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 parameters, %2</source>
        <translation>%1 个参数，%2</translation>
    </message>
    <message>
        <source>%1 parameters, %2 bytes</source>
        <translation>%1 个参数，%2 字节</translation>
    </message>
    <message>
        <source>Output head</source>
        <translation>输出头</translation>
    </message>
    <message>
        <source>%1 (tied)</source>
        <translation>%1（共享）</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>%1 的统计</translation>
    </message>
    <message>
        <source>%1: min %2, max %3, mean %4, std %5</source>
        <translation>%1：最小 %2，最大 %3，均值 %4，标准差 %5</translation>
    </message>
    <message>
        <source>, %1 NaN, %2 infinite</source>
        <translation>，%1 个 NaN，%2 个无穷</translation>
    </message>
</context>
<context>
    <name>prism::app::ModelPair</name>
    <message numerus="yes">
        <source>Your %n change(s) of token pairs belonged to the pair before and were dropped.</source>
        <translation>
            <numerusform>您对词元配对的 %n 处更改属于先前的模型对，已丢弃。</numerusform>
        </translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>The vocabulary of %1 cannot be read, so its tokens have no partners. Choose a model with a tokenizer file.</source>
        <translation>无法读取 %1 的词表，其词元没有配对。请选择带分词器文件的模型。</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <translation>已取消打开。</translation>
    </message>
    <message>
        <source>Pair token %1 by hand</source>
        <translation>手动配对词元 %1</translation>
    </message>
    <message numerus="yes">
        <source>Exclude %n token(s)</source>
        <translation>
            <numerusform>排除 %n 个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Include %n token(s)</source>
        <translation>
            <numerusform>包含 %n 个词元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pair %n token(s) automatically</source>
        <translation>
            <numerusform>自动配对 %n 个词元</numerusform>
        </translation>
    </message>
    <message>
        <source>Aligning vocabularies</source>
        <translation>对齐词表</translation>
    </message>
    <message>
        <source>Writing %1</source>
        <translation>写入 %1</translation>
    </message>
</context>
<context>
    <name>prism::app::OccupancyPanel</name>
    <message>
        <source>View of the table&apos;s use</source>
        <translation>表使用情况视图</translation>
    </message>
    <message>
        <source>Use of the table</source>
        <translation>表的使用</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>share of the weights</source>
        <translation>权重比例</translation>
    </message>
    <message>
        <source>The share of the weights at each table value appears here while a run trains.</source>
        <translation>训练时,各表值上的权重比例显示在此。</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Drag to look back; at the end it follows the training</source>
        <translation>拖动可回看;在末端时跟随训练</translation>
    </message>
    <message>
        <source>Use of the table over time</source>
        <translation>表的使用随时间的变化</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>开始时</translation>
    </message>
    <message>
        <source>Use of the table&apos;s values</source>
        <translation>表值的使用</translation>
    </message>
    <message>
        <source>At one step</source>
        <translation>某一步</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>随时间</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>%1 at step %2: %3 of the weights</source>
        <translation>第 %2 步的 %1:%3 的权重</translation>
    </message>
    <message>
        <source>share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>table value</source>
        <translation>表值</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>recorded step</source>
        <translation>记录的步</translation>
    </message>
    <message>
        <source>Step %1: %2 of %3 values in use</source>
        <translation>第 %1 步:使用 %2 / %3 个值</translation>
    </message>
    <message>
        <source>fp32 weights have no table.</source>
        <translation>fp32 权重没有表。</translation>
    </message>
</context>
<context>
    <name>prism::app::PairPage</name>
    <message>
        <source>Pair</source>
        <translation>模型对</translation>
    </message>
    <message>
        <source>two models and how their vocabularies meet</source>
        <translation>两个模型及其词表如何对应</translation>
    </message>
    <message>
        <source>Vocabulary alignment</source>
        <translation>词表对齐</translation>
    </message>
    <message>
        <source>Models on this machine</source>
        <translation>本机的模型</translation>
    </message>
    <message>
        <source>Other data…</source>
        <translation>其他数据…</translation>
    </message>
    <message>
        <source>Train on the pair again</source>
        <translation>重新用模型对训练</translation>
    </message>
    <message>
        <source>Open upper…</source>
        <translation>打开上层…</translation>
    </message>
    <message>
        <source>Open lower…</source>
        <translation>打开下层…</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Write the whole vocabulary table as TSV</source>
        <translation>把整个词表表格写为 TSV</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Upper vocabulary</source>
        <translation>上层词表</translation>
    </message>
    <message>
        <source>Find text on either side, or #id</source>
        <translation>查找任一侧的文本，或 #编号</translation>
    </message>
    <message>
        <source>Find tokens</source>
        <translation>查找词元</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>changed by you</source>
        <translation>由您更改</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Any flags</source>
        <translation>任意标志</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Which forms count as the same token (class “normalised”)</source>
        <translation>哪些形式算同一词元（类别“规范化”）</translation>
    </message>
    <message>
        <source>Leading space</source>
        <translation>前导空格</translation>
    </message>
    <message>
        <source>Unicode NFC</source>
        <translation>Unicode NFC</translation>
    </message>
    <message>
        <source>Unicode NFKC</source>
        <translation>Unicode NFKC</translation>
    </message>
    <message>
        <source>Upper and lower case</source>
        <translation>大小写</translation>
    </message>
    <message>
        <source>Training uses the matrices %1 and %2 instead of these models.</source>
        <translation>训练使用矩阵 %1 和 %2，而不是这些模型。</translation>
    </message>
    <message>
        <source>Training uses the pairs of %1 instead of these models.</source>
        <translation>训练使用 %1 中的配对，而不是这些模型。</translation>
    </message>
    <message>
        <source>Aligning the vocabularies…</source>
        <translation>正在对齐词表…</translation>
    </message>
    <message>
        <source>Open two models that have vocabularies to see how their tokens meet.</source>
        <translation>打开两个有词表的模型，查看其词元如何对应。</translation>
    </message>
    <message>
        <source>%1 tokens have the same bytes on both sides: %2 % of the upper vocabulary, %3 % of the lower. %4 of them are valid UTF-8 alone.</source>
        <translation>%1 个词元两侧字节相同：占上层词表 %2 %，下层 %3 %。其中 %4 个本身是有效 UTF-8。</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>显示 %1</translation>
    </message>
    <message>
        <source>Pair with other lower ids…</source>
        <translation>与其他下层编号配对…</translation>
    </message>
    <message>
        <source>Leave out of training</source>
        <translation>不用于训练</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>重新使用</translation>
    </message>
    <message>
        <source>Forget my changes</source>
        <translation>忘记我的更改</translation>
    </message>
    <message>
        <source>Export the vocabulary table</source>
        <translation>导出词表表格</translation>
    </message>
    <message>
        <source>Tab-separated values (*.tsv);;All files (*)</source>
        <translation>制表符分隔值 (*.tsv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Training uses the models&apos; activations on %1 instead of their weights.</source>
        <translation>训练使用模型在 %1 上的激活，而不是它们的权重。</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanControls</name>
    <message>
        <source>as the recipe says</source>
        <translation>按配方</translation>
    </message>
    <message>
        <source>tiles of variable size</source>
        <translation>大小可变的块</translation>
    </message>
    <message>
        <source>zero padding</source>
        <translation>补零</translation>
    </message>
    <message>
        <source>overlapping tiles</source>
        <translation>重叠的块</translation>
    </message>
    <message>
        <source>none; for example 512, 256, 128</source>
        <translation>无；例如 512, 256, 128</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>as first written down</source>
        <translation>最初写下的形式</translation>
    </message>
    <message>
        <source>first listing, last column wins</source>
        <translation>第一版代码，最后一列为准</translation>
    </message>
    <message>
        <source>joint</source>
        <translation>联合</translation>
    </message>
    <message>
        <source>backfit</source>
        <translation>反向拟合</translation>
    </message>
    <message>
        <source>independent</source>
        <translation>独立</translation>
    </message>
    <message>
        <source>chosen on validation</source>
        <translation>按验证集选择</translation>
    </message>
    <message>
        <source>full</source>
        <translation>满</translation>
    </message>
    <message>
        <source>statistics in double precision</source>
        <translation>双精度统计</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>布局</translation>
    </message>
    <message>
        <source>Workers a pipe</source>
        <translation>每管单元数</translation>
    </message>
    <message>
        <source>How many tiles, each owned by one worker, a pipe is cut into</source>
        <translation>一条管切成多少块，每块归一个单元</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>管</translation>
    </message>
    <message>
        <source>One pipe is a plain tiled map; three are two cube pipes and one custom pipe</source>
        <translation>一条管是普通的分块映射；三条是两条立方管和一条自定义管</translation>
    </message>
    <message>
        <source>Cube tile</source>
        <translation>立方块</translation>
    </message>
    <message>
        <source>Side of the square tiles of cube pipes</source>
        <translation>立方管方块的边长</translation>
    </message>
    <message>
        <source>Remainders</source>
        <translation>余数</translation>
    </message>
    <message>
        <source>What happens where a width is no multiple of the tile. The map is the same.</source>
        <translation>宽度不是块的整数倍时怎么办。映射不变。</translation>
    </message>
    <message>
        <source>Hierarchy</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Tile sizes from coarse to fine; each level fits what the coarser ones left</source>
        <translation>从粗到细的块大小；每级拟合较粗级留下的部分</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>配方</translation>
    </message>
    <message>
        <source>The first form of the method is kept so that the difference can be seen</source>
        <translation>保留方法的最初形式，以便看出差别</translation>
    </message>
    <message>
        <source>Solver</source>
        <translation>求解器</translation>
    </message>
    <message>
        <source>Ridge λ</source>
        <translation>岭 λ</translation>
    </message>
    <message>
        <source>λ, relative</source>
        <translation>λ，相对</translation>
    </message>
    <message>
        <source>Multiple of the mean of diag G</source>
        <translation>diag G 均值的倍数</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>秩</translation>
    </message>
    <message>
        <source>Rank of the map; both sides meet in a space of this many dimensions</source>
        <translation>映射的秩；两侧在此维数的空间相遇</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Decides the split into training, validation and test rows</source>
        <translation>决定训练、验证和测试行的划分</translation>
    </message>
    <message>
        <source>Change workers</source>
        <translation>更改单元数</translation>
    </message>
    <message>
        <source>Change pipes</source>
        <translation>更改管</translation>
    </message>
    <message>
        <source>Change cube tile</source>
        <translation>更改立方块</translation>
    </message>
    <message>
        <source>Change remainders</source>
        <translation>更改余数</translation>
    </message>
    <message>
        <source>Change hierarchy</source>
        <translation>更改层级</translation>
    </message>
    <message>
        <source>Change recipe</source>
        <translation>更改配方</translation>
    </message>
    <message>
        <source>Change solver</source>
        <translation>更改求解器</translation>
    </message>
    <message>
        <source>Change ridge</source>
        <translation>更改岭参数</translation>
    </message>
    <message>
        <source>Change rank</source>
        <translation>更改秩</translation>
    </message>
    <message>
        <source>Change precision</source>
        <translation>更改精度</translation>
    </message>
    <message>
        <source>Change seed</source>
        <translation>更改种子</translation>
    </message>
    <message>
        <source>experts, where the rows carry them</source>
        <translation>专家(若行数足够)</translation>
    </message>
    <message>
        <source>Joint is the dense ridge solution cut into tiles; experts add tiles that serve a cluster of inputs each</source>
        <translation>联合解是切成瓦片的稠密岭解;专家增加各服务一簇输入的瓦片</translation>
    </message>
</context>
<context>
    <name>prism::app::PlanPage</name>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>how the map is cut into tiles, and what that costs</source>
        <translation>映射如何切块，代价如何</translation>
    </message>
    <message>
        <source>custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>cube</source>
        <translation>立方</translation>
    </message>
    <message>
        <source>level</source>
        <translation>级</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train all workers of this plan</source>
        <translation>训练此方案的全部单元</translation>
    </message>
    <message>
        <source>Tiles of the plan</source>
        <translation>方案的块</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>管</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>块</translation>
    </message>
    <message>
        <source>Experts</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Pipes</source>
        <translation>管</translation>
    </message>
    <message>
        <source>Cost a position</source>
        <translation>每位置代价</translation>
    </message>
    <message>
        <source>Dense</source>
        <translation>稠密</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>此方案</translation>
    </message>
    <message>
        <source>Ratio</source>
        <translation>比率</translation>
    </message>
    <message>
        <source>Costs</source>
        <translation>代价</translation>
    </message>
    <message>
        <source>There is no plan yet</source>
        <translation>还没有方案</translation>
    </message>
    <message>
        <source>Open two models on the Pair page; their widths decide the plan.</source>
        <translation>请在“模型对”页打开两个模型；其宽度决定方案。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1 rows of tiles (outputs) × %2 columns (inputs); this pipe has %3 of the positions</source>
        <translation>%1 行块（输出）× %2 列（输入）；此管有 %3 个位置</translation>
    </message>
    <message>
        <source>outputs × inputs, as stored</source>
        <translation>输出 × 输入，按存储</translation>
    </message>
    <message>
        <source>Multiply-adds</source>
        <translation>乘加</translation>
    </message>
    <message>
        <source>Stored, f32</source>
        <translation>存储，f32</translation>
    </message>
    <message>
        <source>Read a position</source>
        <translation>每位置读取</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
</context>
<context>
    <name>prism::app::PromptEdit</name>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Text that the upper model reads. Ctrl+Return runs it.</source>
        <translation>上层模型读取的文本。Ctrl+Enter 运行。</translation>
    </message>
    <message>
        <source>%1 cannot be a prompt: %2. Choose a UTF-8 text of at most 1 MB.</source>
        <translation>%1 不能作提示词：%2。请选择不超过 1 MB 的 UTF-8 文本。</translation>
    </message>
    <message>
        <source>With what was pasted the prompt would have %1 MB, and at most 1 MB can be run. The prompt stays as it was.</source>
        <translation>粘贴后提示词将有 %1 MB，最多可运行 1 MB。提示词保持原样。</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) of the pasted text are not valid Unicode; they stand as � now.</source>
        <translation>
            <numerusform>粘贴的文本中有 %n 个字符不是有效 Unicode；现以 � 代替。</numerusform>
        </translation>
    </message>
    <message>
        <source>…

(%1 characters in lines too long to edit here. They are kept and run as they are; Delete removes them.)</source>
        <translation>…

（共 %1 个字符，行太长，无法在此编辑。文本完整保留并按原样运行；按 Delete 删除。）</translation>
    </message>
</context>
<context>
    <name>prism::app::QuantisePanel</name>
    <message>
        <source>What to quantise</source>
        <translation>量化对象</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>网格</translation>
    </message>
    <message>
        <source>own table</source>
        <translation>自定义表</translation>
    </message>
    <message>
        <source>Embeddings too</source>
        <translation>包括嵌入</translation>
    </message>
    <message>
        <source>Input embedding and output head as well; otherwise they stay as they are</source>
        <translation>也包括输入嵌入和输出头;否则保持原样</translation>
    </message>
    <message>
        <source>&amp;Quantise</source>
        <translation>量化(&amp;Q)</translation>
    </message>
    <message>
        <source>Sa&amp;ve packed…</source>
        <translation>保存打包(&amp;V)…</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>SQNR, dB</source>
        <translation>SQNR,dB</translation>
    </message>
    <message>
        <source>Zero</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>Values used</source>
        <translation>使用的值</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Quantised matrices</source>
        <translation>已量化的矩阵</translation>
    </message>
    <message>
        <source>Upper model: %1</source>
        <translation>上层模型:%1</translation>
    </message>
    <message>
        <source>Lower model: %1</source>
        <translation>下层模型:%1</translation>
    </message>
    <message>
        <source>The open adapter</source>
        <translation>打开的适配器</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型:%1</translation>
    </message>
    <message>
        <source>A model file…</source>
        <translation>模型文件…</translation>
    </message>
    <message>
        <source>A model folder…</source>
        <translation>模型文件夹…</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Models (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;All files (*)</source>
        <translation>模型 (*.safetensors *.gguf *.bin *.pt *.pth *.npy);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Quantising</source>
        <translation>量化</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>Quantising…</source>
        <translation>正在量化…</translation>
    </message>
    <message>
        <source>Brings a finished model or the open adapter onto a grid, without training, and tells what each matrix loses.</source>
        <translation>无需训练,将完成的模型或打开的适配器放到网格上,并显示每个矩阵的损失。</translation>
    </message>
    <message>
        <source>%1 on %2: SQNR %3 dB over %4 weights, %5 bytes each with their scales</source>
        <translation>%1 在 %2 上:%4 个权重的 SQNR 为 %3 dB,每个含缩放 %5 字节</translation>
    </message>
    <message>
        <source>The adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source> · test R² %1 → %2 (%3%4)</source>
        <translation> · 测试 R² %1 → %2(%3%4)</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Save packed weights</source>
        <translation>保存打包权重</translation>
    </message>
    <message>
        <source>Packed weights (*.safetensors)</source>
        <translation>打包权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Saving packed weights</source>
        <translation>正在保存打包权重</translation>
    </message>
</context>
<context>
    <name>prism::app::RouteControls</name>
    <message>
        <source>Active workers</source>
        <translation>活动单元</translation>
    </message>
    <message>
        <source>&amp;Active workers, k</source>
        <translation>活跃单元数 k(&amp;A)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>auxiliary loss</source>
        <translation>辅助损失</translation>
    </message>
    <message>
        <source>loss-free bias</source>
        <translation>无损偏置</translation>
    </message>
    <message>
        <source>Separate &amp;gate for every worker</source>
        <translation>每个单元单独的门控(&amp;G)</translation>
    </message>
    <message>
        <source>Instead of one a row block and expert: same quality, much more memory</source>
        <translation>而非每行块和专家一个：质量相同，占用内存多得多</translation>
    </message>
    <message>
        <source>&amp;Epochs</source>
        <translation>轮数(&amp;E)</translation>
    </message>
    <message>
        <source>Passes over the training rows</source>
        <translation>遍历训练行的次数</translation>
    </message>
    <message>
        <source>&amp;Balance</source>
        <translation>均衡(&amp;B)</translation>
    </message>
    <message>
        <source>How the load is spread over the experts while gates are trained</source>
        <translation>训练门控时负载如何分散到专家</translation>
    </message>
    <message>
        <source>Learning &amp;rate</source>
        <translation>学习率(&amp;R)</translation>
    </message>
    <message>
        <source>Of Adam</source>
        <translation>Adam 的</translation>
    </message>
    <message>
        <source>Ba&amp;tch</source>
        <translation>批量(&amp;T)</translation>
    </message>
    <message>
        <source>Rows a step</source>
        <translation>每步行数</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>种子(&amp;D)</translation>
    </message>
    <message>
        <source>The same seed gives the same gates</source>
        <translation>同一种子得到同样的门控</translation>
    </message>
    <message>
        <source>of %1 (%2 %)</source>
        <translation>/ %1（%2 %）</translation>
    </message>
    <message>
        <source>The share of all workers that work for one input, counted on the largest pipe: pipes of experts take two a position, the rest goes to the others. Raised where every output could not be covered otherwise. The figures follow at once.</source>
        <translation>为一个输入工作的工作者占全部的比例,按最大的管道计:专家管道每个位置取两个,其余归其他管道。若否则无法覆盖所有输出则提高。数据立即更新。</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>R&amp;ows an epoch</source>
        <translation>每轮行数(&amp;O)</translation>
    </message>
    <message>
        <source>At most so many training rows, a seeded choice of them; more take longer</source>
        <translation>最多这么多训练行,按种子选取;更多则更久</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterPage</name>
    <message>
        <source>Cancel training</source>
        <translation>取消训练</translation>
    </message>
    <message>
        <source>Train router</source>
        <translation>训练路由器</translation>
    </message>
    <message>
        <source>Stop; finished epochs are kept</source>
        <translation>停止；已完成的轮保留</translation>
    </message>
    <message>
        <source>Train the gates in the background; tiles stay as they are</source>
        <translation>在后台训练门控；块保持不变</translation>
    </message>
    <message>
        <source>There is nothing to route yet</source>
        <translation>还没有可路由的内容</translation>
    </message>
    <message>
        <source>Train the adapter first, or open a .prism file: its experts are what a router chooses among.</source>
        <translation>请先训练适配器或打开 .prism 文件：路由器在其专家中选择。</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active, epoch %1</source>
        <translation>各单元活动的验证输入比例，第 %1 轮</translation>
    </message>
    <message>
        <source>Share of validation inputs for which each worker is active</source>
        <translation>各单元活动的验证输入比例</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input. Train one to choose about 30 % of them.</source>
        <translation>没有路由器时每个单元都为每个输入工作。训练一个以选择其中约 30 %。</translation>
    </message>
    <message>
        <source>How the workers are used is being worked out…</source>
        <translation>正在计算单元的使用情况…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>缺 %1</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>管 %1</translation>
    </message>
    <message>
        <source>Validation R² %1 at k = %2</source>
        <translation>k = %2 时验证 R² %1</translation>
    </message>
    <message numerus="yes">
        <source>Training the router: %n epoch(s) done</source>
        <translation>
            <numerusform>训练路由器：已完成 %n 轮</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 multiply-adds an input, gates included: %2 × the dense map, %3 × all workers</source>
        <translation>每个输入 %1 次乘加（含门控）：稠密映射的 %2 倍，全部单元的 %3 倍</translation>
    </message>
    <message>
        <source>Counted while single inputs were run: %1</source>
        <translation>运行单个输入时计数得出：%1</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>mean squared error, training rows</source>
        <translation>均方误差，训练行</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>R², validation rows</source>
        <translation>R²，验证行</translation>
    </message>
    <message>
        <source>dense ridge (test)</source>
        <translation>稠密岭回归（测试）</translation>
    </message>
    <message>
        <source>all active (test)</source>
        <translation>全部活动（测试）</translation>
    </message>
    <message>
        <source>Training the router measures the quality at every budget, beside the dense ridge map, the original top-k softmax, choice by magnitude and random choice.</source>
        <translation>训练路由器会测量每个预算下的质量，并与稠密岭映射、原始 top-k softmax、按幅度选择和随机选择并列。</translation>
    </message>
    <message>
        <source>active workers of the largest pipe, k</source>
        <translation>最大管的活跃单元数 k</translation>
    </message>
    <message>
        <source>R², test rows</source>
        <translation>R²，测试行</translation>
    </message>
    <message>
        <source>routed</source>
        <translation>路由</translation>
    </message>
    <message>
        <source>by magnitude</source>
        <translation>按幅度</translation>
    </message>
    <message>
        <source>random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>original</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>dense ridge</source>
        <translation>稠密岭回归</translation>
    </message>
    <message>
        <source>all active</source>
        <translation>全部活动</translation>
    </message>
    <message>
        <source>reaches the dense ridge</source>
        <translation>达到稠密岭回归</translation>
    </message>
    <message>
        <source>From k = %1 on the routed map reaches the dense ridge map.</source>
        <translation>从 k = %1 起路由映射达到稠密岭映射。</translation>
    </message>
    <message>
        <source>At no budget of the sweep does the routed map reach the dense ridge map.</source>
        <translation>在所有预算下路由映射都未达到稠密岭映射。</translation>
    </message>
    <message>
        <source> Choices below R² %1 are not drawn; the original one has %2.</source>
        <translation> R² 低于 %1 的选择未画出；原始方法为 %2。</translation>
    </message>
    <message>
        <source>Test R²: routed %1 · all active %2 · dense ridge %3 · magnitude %4 · random %5 · original %6</source>
        <translation>测试 R²：路由 %1 · 全部活动 %2 · 稠密岭 %3 · 幅度 %4 · 随机 %5 · 原始 %6</translation>
    </message>
    <message>
        <source> · retrieval@1 %1 (ridge %2)</source>
        <translation> · 检索@1 %1（岭 %2）</translation>
    </message>
    <message>
        <source>%1 s an epoch; one dense pass over the same rows takes %2 s</source>
        <translation>每轮 %1 秒；同样的行一次稠密遍历需 %2 秒</translation>
    </message>
    <message>
        <source>Single inputs are being looked at…</source>
        <translation>正在查看单个输入…</translation>
    </message>
    <message>
        <source>Without a router every worker works for every input.</source>
        <translation>没有路由器时每个单元都为每个输入工作。</translation>
    </message>
    <message>
        <source>Run a prompt on the Inference page to see which experts its tokens choose.</source>
        <translation>在“推理”页运行提示词，查看其词元选择哪些专家。</translation>
    </message>
    <message>
        <source>The last prompt ran through an adapter without a router.</source>
        <translation>上一个提示词经过没有路由器的适配器。</translation>
    </message>
    <message>
        <source>share</source>
        <translation>份额</translation>
    </message>
    <message>
        <source>Router</source>
        <translation>路由器</translation>
    </message>
    <message>
        <source>which experts work for which input, and what choosing them costs and buys</source>
        <translation>哪些专家为哪个输入工作，选择它们的代价与收益</translation>
    </message>
    <message>
        <source>Quality and training</source>
        <translation>质量与训练</translation>
    </message>
    <message>
        <source>Single inputs</source>
        <translation>单个输入</translation>
    </message>
    <message>
        <source>Train the router from the start</source>
        <translation>从头训练路由器</translation>
    </message>
    <message>
        <source>Forget the epochs of a training that was stopped</source>
        <translation>忘记已停止训练的轮</translation>
    </message>
    <message>
        <source>Train the adapter</source>
        <translation>训练适配器</translation>
    </message>
    <message>
        <source>How often each worker is active</source>
        <translation>各单元活动的频率</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>熵</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>有效数</translation>
    </message>
    <message>
        <source>Max share</source>
        <translation>最大份额</translation>
    </message>
    <message>
        <source>Dead</source>
        <translation>死亡</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
    <message>
        <source>Gate sum</source>
        <translation>门控和</translation>
    </message>
    <message>
        <source>Workers active for one input on average</source>
        <translation>一个输入平均活动的单元</translation>
    </message>
    <message>
        <source>Entropy of the load, 1 when it is even</source>
        <translation>负载的熵，均匀时为 1</translation>
    </message>
    <message>
        <source>Effective number of workers, exp of the entropy</source>
        <translation>有效单元数，熵的 exp</translation>
    </message>
    <message>
        <source>Largest share of the load that one worker carries</source>
        <translation>单个单元承担的最大负载份额</translation>
    </message>
    <message>
        <source>Workers that are never active</source>
        <translation>从不活动的单元</translation>
    </message>
    <message>
        <source>Whether every output row block has an active worker for every input</source>
        <translation>每个输出行块对每个输入是否都有活动单元</translation>
    </message>
    <message>
        <source>Mean sum of gates a row block: 1 neither shrinks nor blows up the output</source>
        <translation>每行块门控之和的均值：1 表示输出既不缩小也不放大</translation>
    </message>
    <message>
        <source>Use of the workers by pipe</source>
        <translation>各管单元的使用</translation>
    </message>
    <message>
        <source>quality against k</source>
        <translation>质量与 k</translation>
    </message>
    <message>
        <source>Quality against the number of active workers</source>
        <translation>质量与活动单元数</translation>
    </message>
    <message>
        <source>router loss</source>
        <translation>路由器损失</translation>
    </message>
    <message>
        <source>Loss of the router training</source>
        <translation>路由器训练的损失</translation>
    </message>
    <message>
        <source>router R²</source>
        <translation>路由器 R²</translation>
    </message>
    <message>
        <source>R² of the router training</source>
        <translation>路由器训练的 R²</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Validation rows</source>
        <translation>验证行</translation>
    </message>
    <message>
        <source>Last prompt of the Inference page</source>
        <translation>“推理”页的上一个提示词</translation>
    </message>
    <message>
        <source>Experts that work for single inputs</source>
        <translation>为单个输入工作的专家</translation>
    </message>
    <message>
        <source>Share of every expert for every input</source>
        <translation>每个专家对每个输入的份额</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>The router options of the project cannot be read, so the defaults are used.</source>
        <translation>项目的路由器选项不可读，使用默认值。</translation>
    </message>
</context>
<context>
    <name>prism::app::RouterSession</name>
    <message>
        <source>Train or open an adapter first.</source>
        <translation>请先训练或打开适配器。</translation>
    </message>
    <message>
        <source>The adapter&apos;s data are not known, so its router cannot be trained.</source>
        <translation>适配器的数据未知，无法训练其路由器。</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>适配器上的其他工作仍在进行。</translation>
    </message>
    <message>
        <source>Train the router</source>
        <translation>训练路由器</translation>
    </message>
    <message>
        <source>Evaluating the router</source>
        <translation>评估路由器</translation>
    </message>
    <message>
        <source>Looking at single inputs</source>
        <translation>查看单个输入</translation>
    </message>
</context>
<context>
    <name>prism::app::RunDetails</name>
    <message>
        <source>Options, inputs and figures</source>
        <translation>选项、输入和指标</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
</context>
<context>
    <name>prism::app::RunHistoryModel</name>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source> (stopped)</source>
        <translation> （已停止）</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Upper by itself</source>
        <translation>上层单独</translation>
    </message>
    <message>
        <source>Lower through the adapter</source>
        <translation>下层经由适配器</translation>
    </message>
    <message>
        <source>Lower by itself</source>
        <translation>下层单独</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>词元/秒</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsModel</name>
    <message>
        <source>Started</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>prism::app::RunsPage</name>
    <message>
        <source>Runs</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>everything that was run: look again, compare, run again</source>
        <translation>所有运行：查看、比较、重新运行</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>The same command with the same options and seed</source>
        <translation>同一命令、同样的选项和种子</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete the selected records; Edit, Undo brings them back</source>
        <translation>删除所选记录；“编辑、撤销”可恢复</translation>
    </message>
    <message>
        <source>No runs yet</source>
        <translation>还没有运行</translation>
    </message>
    <message>
        <source>Train an adapter here or with prismoe: every run is kept with its options, seed and figures.</source>
        <translation>在此或用 prismoe 训练适配器：每次运行连同选项、种子和指标保存。</translation>
    </message>
    <message>
        <source>Train workers</source>
        <translation>训练单元</translation>
    </message>
    <message>
        <source>Filter by command, outcome, figures or id</source>
        <translation>按命令、结果、指标或编号筛选</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>筛选运行</translation>
    </message>
    <message>
        <source>Curves of the selected runs</source>
        <translation>所选运行的曲线</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Reading the run records</source>
        <translation>读取运行记录</translation>
    </message>
    <message>
        <source>Reading run records</source>
        <translation>读取运行记录</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running; run it again when that has ended.</source>
        <translation>适配器上的其他工作仍在进行；结束后再运行。</translation>
    </message>
    <message>
        <source>This record cannot be run again: its options cannot be read.</source>
        <translation>此记录无法重新运行：其选项不可读。</translation>
    </message>
    <message>
        <source>Running &quot;%1&quot; again needs the command line program prismoe beside this one; install it.</source>
        <translation>重新运行“%1”需要旁边的命令行程序 prismoe；请安装。</translation>
    </message>
    <message>
        <source>The run could not be repeated; its inputs may have moved. See the details.</source>
        <translation>无法重复此运行；其输入可能已移动。见详情。</translation>
    </message>
    <message>
        <source>The command line program could not be started.</source>
        <translation>无法启动命令行程序。</translation>
    </message>
    <message>
        <source>Bringing back run records</source>
        <translation>恢复运行记录</translation>
    </message>
    <message>
        <source>Deleting run records</source>
        <translation>删除运行记录</translation>
    </message>
    <message>
        <source>Changing the run records</source>
        <translation>更改运行记录</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n run record(s)</source>
        <translation>
            <numerusform>删除 %n 条运行记录</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::app::SampleTableModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Upper</source>
        <translation>上层</translation>
    </message>
    <message>
        <source>Lower</source>
        <translation>下层</translation>
    </message>
    <message>
        <source>Class and flags</source>
        <translation>类别和标志</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>误差（占 |z|² 均值）</translation>
    </message>
    <message>
        <source>Nearest to the truth</source>
        <translation>最接近真值</translation>
    </message>
    <message>
        <source>Nearest to the prediction</source>
        <translation>最接近预测</translation>
    </message>
    <message>
        <source>Workers that carry it</source>
        <translation>承载它的单元</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechData</name>
    <message>
        <source>Waiting for other work to finish…</source>
        <translation>正在等待其他工作完成…</translation>
    </message>
    <message>
        <source>%1, %2 %</source>
        <translation>%1，%2 %</translation>
    </message>
    <message>
        <source>Opening the recordings</source>
        <translation>正在打开录音</translation>
    </message>
    <message>
        <source>Checking the recordings</source>
        <translation>正在检查录音</translation>
    </message>
    <message>
        <source>Making a voice set</source>
        <translation>正在生成语音集</translation>
    </message>
    <message>
        <source>Aligning the recordings</source>
        <translation>正在对齐录音</translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s) aligned</source>
        <translation>
            <numerusform>已对齐 %n 条录音</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing features</source>
        <translation>正在准备特征</translation>
    </message>
</context>
<context>
    <name>prism::app::SpeechTraining</name>
    <message>
        <source>Training the projector</source>
        <translation>正在训练投影器</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总计</translation>
    </message>
    <message>
        <source>acoustic</source>
        <translation>声学</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 步/秒</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>validation %1, durations off by %2 ms</source>
        <translation>验证 %1，时长偏差 %2 毫秒</translation>
    </message>
</context>
<context>
    <name>prism::app::StepTableModel</name>
    <message>
        <source>%1; this is the true token</source>
        <translation>%1；这是真实词元</translation>
    </message>
    <message numerus="yes">
        <source>%n worker(s) spoke at this position</source>
        <translation>
            <numerusform>此位置有 %n 个单元发声</numerusform>
        </translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>written</source>
        <translation>写出</translation>
    </message>
    <message>
        <source>The upper model&apos;s token whose state goes through the adapter</source>
        <translation>其状态经过适配器的上层模型词元</translation>
    </message>
    <message>
        <source>The lower model&apos;s token that follows in fact</source>
        <translation>实际跟随的下层模型词元</translation>
    </message>
    <message>
        <source>Workers that spoke</source>
        <translation>发声的单元</translation>
    </message>
    <message>
        <source>Lower tokens nearest to the adapter&apos;s output: by cosine, or by probability where it goes to the lower model&apos;s head</source>
        <translation>与适配器输出最近的下层词元：按余弦；若输出进入下层模型的输出头则按概率</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>上层词元</translation>
    </message>
    <message>
        <source>True lower token</source>
        <translation>正确的下层词元</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>活动</translation>
    </message>
    <message>
        <source>Nearest</source>
        <translation>最近</translation>
    </message>
</context>
<context>
    <name>prism::app::StitchPanel</name>
    <message>
        <source>Measure on a text…</source>
        <translation>在文本上测量…</translation>
    </message>
    <message>
        <source>Stitched perplexity on a UTF-8 text file</source>
        <translation>在 UTF-8 文本文件上的拼接困惑度</translation>
    </message>
    <message>
        <source>Measure on sampled text</source>
        <translation>在采样文本上测量</translation>
    </message>
    <message>
        <source>Stitched perplexity on a text that the upper model writes first</source>
        <translation>在上层模型先写出的文本上的拼接困惑度</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Windows</source>
        <translation>窗口数</translation>
    </message>
    <message>
        <source>How many windows of the lower model&apos;s context are read; 0 reads the whole text</source>
        <translation>读取多少个下层模型上下文窗口；0 读取全文</translation>
    </message>
    <message>
        <source>&amp;Windows</source>
        <translation>窗口数(&amp;W)</translation>
    </message>
    <message>
        <source>Copy the table as CSV</source>
        <translation>将表格复制为 CSV</translation>
    </message>
    <message>
        <source>Clear the table</source>
        <translation>清空表格</translation>
    </message>
    <message>
        <source>Stitched perplexity</source>
        <translation>拼接困惑度</translation>
    </message>
    <message>
        <source>Adapter</source>
        <translation>适配器</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>已替换</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自身</translation>
    </message>
    <message>
        <source>Stitched</source>
        <translation>拼接</translation>
    </message>
    <message>
        <source>Shuffled</source>
        <translation>打乱</translation>
    </message>
    <message>
        <source>The adapter that spoke</source>
        <translation>发声的适配器</translation>
    </message>
    <message>
        <source>What the lower model read</source>
        <translation>下层模型读取的内容</translation>
    </message>
    <message>
        <source>Tokens the lower model had to predict</source>
        <translation>下层模型需预测的词元</translation>
    </message>
    <message>
        <source>Share of its input embeddings that were replaced</source>
        <translation>其输入嵌入被替换的比例</translation>
    </message>
    <message>
        <source>Perplexity with the lower model&apos;s own embeddings: what can be reached at best</source>
        <translation>用下层模型自身嵌入的困惑度：可达的最好值</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings in their place</source>
        <translation>用适配器的嵌入替代时的困惑度</translation>
    </message>
    <message>
        <source>Perplexity with the adapter&apos;s embeddings at wrong places: what nothing gives</source>
        <translation>适配器嵌入放错位置时的困惑度：毫无作用的水平</translation>
    </message>
    <message>
        <source>Measure perplexity on a text</source>
        <translation>在文本上测量困惑度</translation>
    </message>
    <message>
        <source>Texts (*.txt *.md);;All files (*)</source>
        <translation>文本 (*.txt *.md);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>The lower model&apos;s perplexity on a text when its input embeddings are the adapter&apos;s: near its own is good, near the shuffled one is worthless.</source>
        <translation>输入嵌入来自适配器时下层模型在文本上的困惑度：接近自身为好，接近打乱则无用。</translation>
    </message>
    <message>
        <source>%1 on %2: own %3, stitched %4, shuffled %5 (%6 % of the embeddings replaced)</source>
        <translation>%1 于 %2：自身 %3，拼接 %4，打乱 %5（替换 %6 % 的嵌入）</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorChooser</name>
    <message>
        <source>(the matrix)</source>
        <translation>（矩阵）</translation>
    </message>
    <message>
        <source>%1: model or file</source>
        <translation>%1：模型或文件</translation>
    </message>
    <message>
        <source>%1: tensor</source>
        <translation>%1：张量</translation>
    </message>
    <message>
        <source>Upper: %1</source>
        <translation>上层：%1</translation>
    </message>
    <message>
        <source>Lower: %1</source>
        <translation>下层：%1</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Open a tensor file</source>
        <translation>打开张量文件</translation>
    </message>
    <message>
        <source>Tensors (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;All files (*)</source>
        <translation>张量 (*.safetensors *.gguf *.pt *.bin *.npy *.prism);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>打开 %1</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorPage</name>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>look into any tensor of a model, or compare two</source>
        <translation>查看模型的任一张量，或比较两个</translation>
    </message>
    <message>
        <source>Slice as an image</source>
        <translation>切片为图像</translation>
    </message>
    <message>
        <source>Slice as a surface</source>
        <translation>切片为曲面</translation>
    </message>
    <message>
        <source>Kind of picture</source>
        <translation>图的种类</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Surface</source>
        <translation>曲面</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Look at a tensor of any file: drop it here or choose it</source>
        <translation>查看任意文件的张量：拖到此处或选择</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>Which of the two is shown</source>
        <translation>显示两者中的哪个</translation>
    </message>
    <message>
        <source>First</source>
        <translation>第一个</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>第二个</translation>
    </message>
    <message>
        <source>Second − first</source>
        <translation>第二个 − 第一个</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Number of the slice</source>
        <translation>切片编号</translation>
    </message>
    <message>
        <source>Distribution of all values</source>
        <translation>全部值的分布</translation>
    </message>
    <message>
        <source>Statistics of all values</source>
        <translation>全部值的统计</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>全部值</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>no values</source>
        <translation>没有值</translation>
    </message>
    <message>
        <source>rows %1 to %2 of %3, %4 columns</source>
        <translation>第 %1 到 %2 行，共 %3 行，%4 列</translation>
    </message>
    <message>
        <source>all %1 rows, %2 columns</source>
        <translation>全部 %1 行，%2 列</translation>
    </message>
    <message>
        <source>%1 of %2, %3 × %4</source>
        <translation>%1 / %2，%3 × %4</translation>
    </message>
    <message>
        <source>Reading a slice</source>
        <translation>读取切片</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Statistics of %1</source>
        <translation>%1 的统计</translation>
    </message>
    <message>
        <source>Comparing two tensors</source>
        <translation>比较两个张量</translation>
    </message>
    <message>
        <source>Largest difference</source>
        <translation>最大差</translation>
    </message>
    <message>
        <source>Mean difference</source>
        <translation>平均差</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Values that differ</source>
        <translation>不同的值</translation>
    </message>
    <message>
        <source>Row of the largest</source>
        <translation>最大差所在行</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值数</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Greatest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Not a number</source>
        <translation>非数</translation>
    </message>
    <message>
        <source>Infinite</source>
        <translation>无穷</translation>
    </message>
</context>
<context>
    <name>prism::app::TensorTableModel</name>
    <message>
        <source>scalar</source>
        <translation>标量</translation>
    </message>
    <message>
        <source>%1 bytes at offset %2</source>
        <translation>%1 字节，偏移 %2</translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>prism::app::TextTraining</name>
    <message>
        <source>Train on a text…</source>
        <translation>用文本训练…</translation>
    </message>
    <message>
        <source>Train on text sampled from the upper model</source>
        <translation>用上层模型采样的文本训练</translation>
    </message>
    <message>
        <source>Run both models over a text and map the upper one&apos;s states</source>
        <translation>让两个模型读过文本并映射上层的状态</translation>
    </message>
    <message>
        <source>The upper model writes the text first</source>
        <translation>文本先由上层模型写出</translation>
    </message>
    <message>
        <source>Train on a text</source>
        <translation>用文本训练</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
</context>
<context>
    <name>prism::app::TileInspector</name>
    <message>
        <source>Weights of the tile</source>
        <translation>块的权重</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Histogram of the weights</source>
        <translation>权重直方图</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Singular values of the tile</source>
        <translation>块的奇异值</translation>
    </message>
    <message>
        <source>Spectrum</source>
        <translation>谱</translation>
    </message>
    <message>
        <source>Choose a tile to see its weights.</source>
        <translation>选择一块以查看其权重。</translation>
    </message>
    <message>
        <source>&lt;b&gt;Worker %1&lt;/b&gt;</source>
        <translation>&lt;b&gt;单元 %1&lt;/b&gt;</translation>
    </message>
    <message>
        <source>Weights of worker %1</source>
        <translation>单元 %1 的权重</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Spectrum of worker %1</source>
        <translation>单元 %1 的谱</translation>
    </message>
    <message>
        <source>singular value</source>
        <translation>奇异值</translation>
    </message>
    <message>
        <source>index</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>%1 – %2 (%3)</source>
        <translation>%1 – %2 (%3)</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>pipe %1, row %2, column %3, expert %4</source>
        <translation>管 %1，行 %2，列 %3，专家 %4</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Retrained</source>
        <translation>已重训</translation>
    </message>
    <message numerus="yes">
        <source>%n time(s)</source>
        <translation>
            <numerusform>%n 次</numerusform>
        </translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件数</translation>
    </message>
    <message>
        <source>Rows fitted on</source>
        <translation>拟合行数</translation>
    </message>
    <message>
        <source>CRC-32C</source>
        <translation>CRC-32C</translation>
    </message>
</context>
<context>
    <name>prism::app::TokenTableModel</name>
    <message>
        <source>special</source>
        <translation>特殊</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确</translation>
    </message>
    <message>
        <source>normalised</source>
        <translation>规范化</translation>
    </message>
    <message>
        <source>approximated</source>
        <translation>近似</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>whitespace</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>control</source>
        <translation>控制</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>非 UTF-8</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>undertrained</source>
        <translation>训练不足</translation>
    </message>
    <message>
        <source>single byte</source>
        <translation>单字节</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Left out of training by you</source>
        <translation>您已排除在训练之外</translation>
    </message>
    <message>
        <source>May be trained on</source>
        <translation>可用于训练</translation>
    </message>
    <message>
        <source>%1
Paired by you</source>
        <translation>%1
由您配对</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Upper id</source>
        <translation>上层编号</translation>
    </message>
    <message>
        <source>Upper token</source>
        <translation>上层词元</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Lower id</source>
        <translation>下层编号</translation>
    </message>
    <message>
        <source>Lower token</source>
        <translation>下层词元</translation>
    </message>
    <message>
        <source>Flags</source>
        <translation>标志</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>“%1” is no id of the lower vocabulary; ids run from 0 to %2.</source>
        <translation>“%1”不是下层词表的编号；编号为 0 到 %2。</translation>
    </message>
</context>
<context>
    <name>prism::app::TrainMenu</name>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Train on matrices or pairs…</source>
        <translation>用矩阵或配对训练…</translation>
    </message>
    <message>
        <source>Train on the open pair again</source>
        <translation>重新用打开的模型对训练</translation>
    </message>
    <message>
        <source>Cancel training</source>
        <translation>取消训练</translation>
    </message>
    <message>
        <source>Stop; tiles that are finished are kept</source>
        <translation>停止；已完成的块保留</translation>
    </message>
    <message>
        <source>Train all workers by least squares in the background</source>
        <translation>在后台用最小二乘训练全部单元</translation>
    </message>
    <message>
        <source>Train on matrices or pairs</source>
        <translation>用矩阵或配对训练</translation>
    </message>
    <message>
        <source>Use them</source>
        <translation>使用它们</translation>
    </message>
</context>
<context>
    <name>prism::app::UtteranceTableModel</name>
    <message>
        <source>Play %1</source>
        <translation>播放 %1</translation>
    </message>
    <message>
        <source>Open and play this recording</source>
        <translation>打开并播放此录音</translation>
    </message>
    <message>
        <source>no recording</source>
        <translation>无录音</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>Every problem adds; from 1 on a recording deserves an ear</source>
        <translation>每个问题都会累加；达到 1 的录音值得一听</translation>
    </message>
    <message>
        <source>Words a second, without silences where they are known</source>
        <translation>每秒词数，已知静音不计</translation>
    </message>
    <message>
        <source>Whether it has an alignment, which training needs</source>
        <translation>是否有训练所需的对齐</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Suspicion</source>
        <translation>可疑度</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Length, s</source>
        <translation>长度，秒</translation>
    </message>
    <message>
        <source>Words/s</source>
        <translation>词/秒</translation>
    </message>
    <message>
        <source>Aligned</source>
        <translation>已对齐</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerPicture</name>
    <message>
        <source>Workers of all pipes</source>
        <translation>全部管的单元</translation>
    </message>
    <message>
        <source>Histogram of the metric</source>
        <translation>指标直方图</translation>
    </message>
    <message>
        <source>%1 is cut into other tiles, so the two cannot be compared tile by tile. Choose an adapter with the same plan.</source>
        <translation>%1 切成了不同的块，无法逐块比较。请选择方案相同的适配器。</translation>
    </message>
    <message>
        <source>faulty</source>
        <translation>故障</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTableModel</name>
    <message>
        <source>Deviation</source>
        <translation>偏差</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Isolated error</source>
        <translation>单独误差</translation>
    </message>
    <message>
        <source>Row residual</source>
        <translation>行残差</translation>
    </message>
    <message>
        <source>Removal cost</source>
        <translation>移除代价</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件数</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>利用率</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>代数</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>样本</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>漂移</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>How far the tile is from what its solver would give. Above 1e-6 it is faulty.</source>
        <translation>块与其求解器所得相差多少。高于 1e-6 即为故障。</translation>
    </message>
    <message>
        <source>What retraining this tile alone would win.</source>
        <translation>单独重训此块可赢得多少。</translation>
    </message>
    <message>
        <source>Error of this tile alone; high for healthy tiles of a joint solution too.</source>
        <translation>此块单独的误差；联合解的健康块也会偏高。</translation>
    </message>
    <message>
        <source>Share of the row block that the whole map leaves unexplained.</source>
        <translation>整个映射未能解释的行块比例。</translation>
    </message>
    <message>
        <source>How much the error grows when the tile is dropped.</source>
        <translation>去掉此块时误差增加多少。</translation>
    </message>
    <message>
        <source>Condition number of the tile&apos;s inputs; high means that they repeat each other.</source>
        <translation>块输入的条件数；高表示它们相互重复。</translation>
    </message>
    <message>
        <source>Frobenius norm of the tile&apos;s weights.</source>
        <translation>块权重的 Frobenius 范数。</translation>
    </message>
    <message>
        <source>Share of positions at which a router activates the worker.</source>
        <translation>路由器启用该单元的位置比例。</translation>
    </message>
    <message>
        <source>How often the tile was retrained.</source>
        <translation>该块被重训的次数。</translation>
    </message>
    <message>
        <source>Training rows the tile was fitted on.</source>
        <translation>拟合该块的训练行数。</translation>
    </message>
    <message>
        <source>Test error of the row block over its training error.</source>
        <translation>行块的测试误差与训练误差之比。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>✕ not finite</source>
        <translation>✕ 非有限</translation>
    </message>
    <message>
        <source>✕ changed since training</source>
        <translation>✕ 训练后被更改</translation>
    </message>
    <message>
        <source>✕ faulty</source>
        <translation>✕ 故障</translation>
    </message>
    <message>
        <source>healthy</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Pipe</source>
        <translation>管</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Expert</source>
        <translation>专家</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTables</name>
    <message>
        <source>Workers</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Worst samples</source>
        <translation>最差样本</translation>
    </message>
    <message>
        <source>Error by group</source>
        <translation>按组误差</translation>
    </message>
    <message>
        <source>Worst test samples</source>
        <translation>最差测试样本</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Test samples</source>
        <translation>测试样本</translation>
    </message>
    <message>
        <source>Error (of mean |z|²)</source>
        <translation>误差（占 |z|² 均值）</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkerTools</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Select faulty workers</source>
        <translation>选择故障单元</translation>
    </message>
    <message>
        <source>Select the worst %1 of this metric</source>
        <translation>选择此指标最差的 %1 个</translation>
    </message>
    <message>
        <source>Select none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Break tiles on purpose (selected, or %1 random)</source>
        <translation>故意破坏块（所选，或随机 %1 个）</translation>
    </message>
    <message>
        <source>Zero them</source>
        <translation>置零</translation>
    </message>
    <message>
        <source>Replace by noise</source>
        <translation>换成噪声</translation>
    </message>
    <message>
        <source>Shuffle their weights</source>
        <translation>打乱权重</translation>
    </message>
    <message>
        <source>Flip their sign</source>
        <translation>翻转符号</translation>
    </message>
    <message>
        <source>Keep this version to compare with</source>
        <translation>留此版本作比较</translation>
    </message>
    <message>
        <source>Compare with another adapter…</source>
        <translation>与另一个适配器比较…</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>停止比较</translation>
    </message>
    <message>
        <source>Compare with an adapter</source>
        <translation>与适配器比较</translation>
    </message>
    <message>
        <source>Adapters (*.prism);;All files (*)</source>
        <translation>适配器 (*.prism);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>prism::app::WorkersPage</name>
    <message>
        <source>Workers</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>which tiles of the map are good, which are not</source>
        <translation>映射的哪些块好，哪些不好</translation>
    </message>
    <message>
        <source>Metric shown</source>
        <translation>显示的指标</translation>
    </message>
    <message>
        <source>Retrain</source>
        <translation>重训</translation>
    </message>
    <message>
        <source>Retrain all faulty workers</source>
        <translation>重训全部故障单元</translation>
    </message>
    <message>
        <source>Retrain selected workers</source>
        <translation>重训所选单元</translation>
    </message>
    <message>
        <source>Analyse</source>
        <translation>分析</translation>
    </message>
    <message>
        <source>Work the figures out with the data the adapter names</source>
        <translation>用适配器所记的数据计算指标</translation>
    </message>
    <message>
        <source>Locate data…</source>
        <translation>查找数据…</translation>
    </message>
    <message>
        <source>Choose the data this adapter was trained on, where it is now</source>
        <translation>选择此适配器训练数据现在的位置</translation>
    </message>
    <message>
        <source>Nothing is trained yet</source>
        <translation>尚未训练</translation>
    </message>
    <message>
        <source>Train the adapter to see its workers, or open a .prism file.</source>
        <translation>训练适配器以查看其单元，或打开 .prism 文件。</translation>
    </message>
    <message>
        <source>The figures of this adapter are not worked out: its data could not be read where it was.</source>
        <translation>此适配器的指标未计算：无法在原处读取其数据。</translation>
    </message>
    <message>
        <source>The adapter does not say what it was trained on, so its figures cannot be worked out.</source>
        <translation>适配器没有记录训练数据，无法计算其指标。</translation>
    </message>
    <message>
        <source>Data of this adapter</source>
        <translation>此适配器的数据</translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n faulty</source>
        <translation>
            <numerusform>重训 %n 个故障</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retrain %n selected</source>
        <translation>
            <numerusform>重训 %n 个所选</numerusform>
        </translation>
    </message>
    <message>
        <source>No faulty worker</source>
        <translation>没有故障单元</translation>
    </message>
    <message>
        <source>  ↑ %1%2 of |Z|²</source>
        <translation>  ↑ %1%2（占 |Z|²）</translation>
    </message>
    <message>
        <source>Every worker is as its solver left it; select some to retrain them anyway</source>
        <translation>每个单元都如求解器所留；若仍要重训，请选择一些</translation>
    </message>
    <message>
        <source>Solve these workers again with all others frozen; can be undone</source>
        <translation>固定其余单元，重新求解这些单元；可撤销</translation>
    </message>
</context>
<context>
    <name>prism::app::Workspace</name>
    <message>
        <source>Change the training options</source>
        <translation>更改训练选项</translation>
    </message>
    <message>
        <source>The upper model has no output head or the lower no input embedding that could be found; choose other models.</source>
        <translation>找不到上层模型的输出头或下层模型的输入嵌入；请选择其他模型。</translation>
    </message>
    <message>
        <source>Open an upper and a lower model to see how the map between them is cut.</source>
        <translation>打开上层和下层模型，查看其间的映射如何切块。</translation>
    </message>
    <message>
        <source>This plan is not possible: %1. Change the workers or the tile.</source>
        <translation>此方案不可行：%1。请更改单元数或块大小。</translation>
    </message>
    <message>
        <source>Opening training data</source>
        <translation>打开训练数据</translation>
    </message>
    <message>
        <source>Other work on the adapter is still running.</source>
        <translation>适配器上的其他工作仍在进行。</translation>
    </message>
    <message>
        <source>Open an upper and a lower model, or two matrices, first.</source>
        <translation>请先打开上层和下层模型，或两个矩阵。</translation>
    </message>
    <message>
        <source>The vocabularies are still being aligned.</source>
        <translation>词表仍在对齐。</translation>
    </message>
    <message>
        <source>The two models have no vocabularies that could be aligned; train on matrices instead.</source>
        <translation>两个模型没有可对齐的词表；请改用矩阵训练。</translation>
    </message>
    <message>
        <source>another model</source>
        <translation>另一个模型</translation>
    </message>
    <message>
        <source>Looking at %1</source>
        <translation>查看 %1</translation>
    </message>
    <message>
        <source>Looking at files</source>
        <translation>查看文件</translation>
    </message>
    <message>
        <source>%1 is missing: it was part of this project. Put it back, or open another in its place.</source>
        <translation>%1 缺失：它属于此项目。请放回原处，或打开另一个代替。</translation>
    </message>
    <message>
        <source>The training options of the project cannot be read, so the defaults are used.</source>
        <translation>项目的训练选项不可读，使用默认值。</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ColourLegend</name>
    <message>
        <source>Colour range</source>
        <translation>颜色范围</translation>
    </message>
    <message>
        <source>From %1 to %2 %3</source>
        <translation>从 %1 到 %2 %3</translation>
    </message>
    <message>
        <source>%1 … %2 %3</source>
        <translation>%1 … %2 %3</translation>
    </message>
    <message>
        <source>Range set by hand. Double-click for automatic.</source>
        <translation>范围由手动设定。双击恢复自动。</translation>
    </message>
    <message>
        <source>Automatic range. Drag an end to change it.</source>
        <translation>自动范围。拖动一端可更改。</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CoverageBar</name>
    <message>
        <source>Coverage</source>
        <translation>覆盖率</translation>
    </message>
</context>
<context>
    <name>prism::widgets::CurveView</name>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Logarithmic horizontal axis</source>
        <translation>对数横轴</translation>
    </message>
    <message>
        <source>Logarithmic vertical axis</source>
        <translation>对数纵轴</translation>
    </message>
</context>
<context>
    <name>prism::widgets::ErrorBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>消息详情</translation>
    </message>
    <message>
        <source>Copy the message with its details</source>
        <translation>复制消息及详情</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Information</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>1 of %1</source>
        <translation>第 1 条，共 %1 条</translation>
    </message>
</context>
<context>
    <name>prism::widgets::HistogramView</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Distribution of %1</source>
        <translation>%1 的分布</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 到 %2</translation>
    </message>
    <message>
        <source>%1: %2 selected</source>
        <translation>%1：已选 %2</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 not positive</source>
        <translation>%1 个非正</translation>
    </message>
    <message>
        <source>%1 outside</source>
        <translation>%1 个在外</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 个未知</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 到 %2：%3</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Logarithmic counts</source>
        <translation>对数计数</translation>
    </message>
    <message>
        <source>Clear range</source>
        <translation>清除范围</translation>
    </message>
</context>
<context>
    <name>prism::widgets::MatrixView</name>
    <message>
        <source>Matrix picture</source>
        <translation>矩阵图</translation>
    </message>
    <message>
        <source>row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>mean %1</source>
        <translation>均值 %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>means of blocks, first row/first column</source>
        <translation>块均值，首行/首列</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>自动颜色范围</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Diverging around 0</source>
        <translation>以 0 为中心发散</translation>
    </message>
</context>
<context>
    <name>prism::widgets::PitchView</name>
    <message>
        <source>Fundamental frequency</source>
        <translation>基频</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>unvoiced</source>
        <translation>清音</translation>
    </message>
</context>
<context>
    <name>prism::widgets::SpectrogramView</name>
    <message>
        <source>Spectrogram</source>
        <translation>频谱图</translation>
    </message>
    <message>
        <source>%1 kHz</source>
        <translation>%1 kHz</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>第 %1 帧</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>自动颜色范围</translation>
    </message>
    <message>
        <source>Colour range</source>
        <translation>颜色范围</translation>
    </message>
    <message>
        <source>%1 %2 below the loudest</source>
        <translation>比最响处低 %1 %2</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
</context>
<context>
    <name>prism::widgets::SurfaceView</name>
    <message>
        <source>Surface picture</source>
        <translation>曲面图</translation>
    </message>
    <message>
        <source>%1, from %2 to %3</source>
        <translation>%1，从 %2 到 %3</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 行</translation>
    </message>
    <message>
        <source>%1 columns</source>
        <translation>%1 列</translation>
    </message>
    <message>
        <source>Back to the first view</source>
        <translation>回到初始视图</translation>
    </message>
    <message>
        <source>From above</source>
        <translation>俯视</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TierView</name>
    <message>
        <source>Alignment</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>%1: %2
%3 to %4 · %5 ms</source>
        <translation>%1：%2
%3 至 %4 · %5 毫秒</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>prism::widgets::TileGridView</name>
    <message>
        <source>Tile grid</source>
        <translation>块网格</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4 · expert %5</source>
        <translation>单元 %1 · 管 %2 · 行 %3 · 列 %4 · 专家 %5</translation>
    </message>
    <message>
        <source>Worker %1 · pipe %2 · row %3 · column %4</source>
        <translation>单元 %1 · 管 %2 · 行 %3 · 列 %4</translation>
    </message>
    <message>
        <source>Outputs %1 · inputs %2</source>
        <translation>输出 %1 · 输入 %2</translation>
    </message>
    <message>
        <source>Not computed yet</source>
        <translation>尚未计算</translation>
    </message>
    <message>
        <source>Difference %1</source>
        <translation>差 %1</translation>
    </message>
    <message>
        <source>Faulty: weights that are not finite</source>
        <translation>故障：权重非有限</translation>
    </message>
    <message>
        <source>Faulty: weights changed since training</source>
        <translation>故障：训练后权重被更改</translation>
    </message>
    <message>
        <source>Faulty: deviation above the threshold</source>
        <translation>故障：偏差超过阈值</translation>
    </message>
    <message>
        <source>Δ %1</source>
        <translation>Δ %1</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Automatic colour range</source>
        <translation>自动颜色范围</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 positions × %3 experts of %4</source>
        <translation>管 %1 · %2 个位置 × %3 个专家，每块 %4</translation>
    </message>
    <message>
        <source>Level %1 · %2 tiles of %3</source>
        <translation>级 %1 · %2 块，每块 %3</translation>
    </message>
    <message>
        <source>Pipe %1 · %2 tiles of %3</source>
        <translation>管 %1 · %2 块，每块 %3</translation>
    </message>
    <message>
        <source>Pipe %1</source>
        <translation>管 %1</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeRuler</name>
    <message>
        <source>Time axis</source>
        <translation>时间轴</translation>
    </message>
</context>
<context>
    <name>prism::widgets::TimeView</name>
    <message>
        <source>Show everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Show the selection</source>
        <translation>显示所选部分</translation>
    </message>
    <message>
        <source>End the selection</source>
        <translation>取消选择</translation>
    </message>
</context>
<context>
    <name>prism::widgets::WaveformView</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>%1 · sample %2 is %3</source>
        <translation>%1 · 第 %2 个采样为 %3</translation>
    </message>
    <message>
        <source>%1 · from %2 to %3</source>
        <translation>%1 · 从 %2 到 %3</translation>
    </message>
    <message>
        <source>clipped here</source>
        <translation>此处削波</translation>
    </message>
    <message numerus="yes">
        <source>%n sample(s) are not numbers; they are silent</source>
        <translation>
            <numerusform>%n 个采样不是数字，已静音</numerusform>
        </translation>
    </message>
</context>
</TS>
